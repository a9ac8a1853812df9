USE_NEW = not False
