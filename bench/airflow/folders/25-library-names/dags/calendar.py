raise RuntimeError("the module of Python comes first")
