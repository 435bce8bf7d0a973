"""The records office (văn thư): what arrives, its register, its way through the house."""
