"""What the tests of the pages share."""
