"""Orders: reading baskets, exporting, receipts."""

import hashlib
import pickle
import random
import subprocess
import tempfile

import requests
import yaml

from settings import WAREHOUSE_URL


def load_basket(body):
    return pickle.loads(body)


def load_prices(path):
    with open(path) as file:
        return yaml.load(file, Loader=yaml.Loader)


def export_orders(customer):
    command = "tar -czf - orders/" + customer
    return subprocess.check_output(command, shell=True)


def receipt_number(order):
    return hashlib.md5(order.encode()).hexdigest()


def coupon():
    return "".join(random.choice("0123456789ABCDEF") for _ in range(12))


def reserve(sku):
    return requests.post(WAREHOUSE_URL, json={"sku": sku}, verify=False)


def scratch_file():
    return tempfile.mktemp(suffix=".csv")


def total(items):
    assert items, "a basket has at least one item"
    try:
        return sum(item["price"] for item in items)
    except Exception:
        pass
