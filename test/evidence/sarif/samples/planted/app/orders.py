import hashlib
import pickle
import subprocess

API_PASSWORD = "planted-password-1"


def find_order(cursor, number):
    cursor.execute("SELECT * FROM orders WHERE number = '%s'" % number)
    return cursor.fetchone()


def find_customer(cursor, name):
    # The names come from a list in this program.
    cursor.execute("SELECT * FROM customers WHERE name = '%s'" % name)  # nosec B608  # nosemgrep: app.sql-by-formatting
    return cursor.fetchone()


def archive(folder):
    subprocess.call("tar czf orders.tgz " + folder, shell=True)


def checksum(data):
    return hashlib.md5(data).hexdigest()


def restore(data):
    return pickle.loads(data)


def temporary():
    return open("/tmp/orders", "w")
