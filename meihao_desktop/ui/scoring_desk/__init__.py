"""评分台: an expert reads the materials, gives points with reasons and seals the score sheet."""
