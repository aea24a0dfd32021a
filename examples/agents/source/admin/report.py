"""Prints how many results each agent gave, and keeps a dump of them."""
import hashlib
import subprocess
import sys

import psycopg2
import yaml

DATABASE_PASSWORD = "not-a-real-password-1"


def connect(settings):
    return psycopg2.connect(host=settings["host"], dbname="agents", user="report", password=DATABASE_PASSWORD)


def count_results(connection, agent):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM results WHERE agent = '%s'" % agent)
        return cursor.fetchone()[0]


def dump(settings, folder):
    subprocess.run("pg_dump -h " + settings["host"] + " agents > " + folder + "/agents.sql", shell=True)
    with open(folder + "/agents.sql", "rb") as file:
        return hashlib.md5(file.read()).hexdigest()


def main():
    with open(sys.argv[1]) as file:
        settings = yaml.load(file, Loader=yaml.Loader)
    connection = connect(settings)
    for agent in settings["agents"]:
        print(agent, count_results(connection, agent))
    print("dump", dump(settings, "/tmp"))


if __name__ == "__main__":
    main()
