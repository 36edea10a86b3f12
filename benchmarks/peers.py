def measure_peers(form, pages):
    pass
