"""Prints how many results each agent gave, and keeps a dump of them."""
import csv
import hashlib
import sys

import psycopg2
import yaml


def connect(settings):
    with open(settings["password_file"]) as file:
        password = file.read().strip()
    return psycopg2.connect(
        host=settings["host"], dbname="agents", user="report", password=password, sslmode="verify-full"
    )


def count_results(connection, agent):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM results WHERE agent = %s", (agent,))
        return cursor.fetchone()[0]


def dump(connection, path):
    with connection.cursor() as cursor, open(path, "x", newline="") as file:
        cursor.execute("SELECT agent, at, text FROM results ORDER BY at")
        csv.writer(file).writerows(cursor)
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def main():
    with open(sys.argv[1]) as file:
        settings = yaml.safe_load(file)
    connection = connect(settings)
    for agent in settings["agents"]:
        print(agent, count_results(connection, agent))
    print("dump", dump(connection, settings["dump"]))


if __name__ == "__main__":
    main()
