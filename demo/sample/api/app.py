"""The shop's catalogue service."""

import sqlite3

from flask import Flask, jsonify, redirect, request

from orders import export_orders, load_basket
from settings import DATABASE, SESSION_KEY

app = Flask(__name__)
app.secret_key = SESSION_KEY


def connect():
    return sqlite3.connect(DATABASE)


@app.route("/products")
def products():
    category = request.args.get("category", "all")
    query = "SELECT id, name, price FROM products WHERE category = '%s'" % category
    with connect() as db:
        rows = db.execute(query).fetchall()
    return jsonify(rows)


@app.route("/discount")
def discount():
    rule = request.args["rule"]
    total = float(request.args["total"])
    return jsonify({"total": eval(rule, {"total": total})})


@app.route("/basket", methods=["POST"])
def basket():
    return jsonify(load_basket(request.data))


@app.route("/export")
def export():
    return export_orders(request.args["customer"])


@app.route("/leave")
def leave():
    return redirect(request.args.get("to", "/"))


if __name__ == "__main__":
    app.run(host="0.0.0.0", debug=True)
