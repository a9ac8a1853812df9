def main():
    print("load")
