"""What the screening's prices, weights and frequencies are made from: names bent and mixed by our own hand."""
