"""How the reading network is made: corpora in, one int8 ONNX file out. PyTorch lives here and nowhere else."""
