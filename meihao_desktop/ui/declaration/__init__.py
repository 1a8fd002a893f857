"""回避申报: the form on which interests are declared, at whatever desk it is asked for."""
