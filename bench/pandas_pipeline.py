"""The unified table by pandas, SQLAlchemy and PyMySQL: what the job is measured against.

Reads all fifteen tables, merges them to one row an order line, and writes one Parquet file with the
columns of the job's own: many-to-one and one-to-one tables beside the line, one-to-many tables as
lists of structs. Memory holds everything, as pandas does.

Usage: pandas_pipeline.py OUTPUT.parquet, with WAREHOUSE_SOURCE_HOST, _PORT, _DATABASE, _USER and
_PASSWORD in the environment.
"""

import os
import sys
import time
from collections import defaultdict
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import URL, create_engine, text

TABLES = (
    "order_item order customer phone_number address region payment shipment carrier product "
    "category supplier supplier_email supplier_phone review"
).split()

# MySQL sends a FLOAT as text of six digits; as a DOUBLE it comes whole.
EXACT = {
    "payment": "SELECT paymentID, orderID, method, CAST(amount AS DOUBLE) AS amount, status "
    "FROM payment"
}

TEXT = pa.string()
MONEY = pa.decimal128(10, 2)
INSTANT = pa.timestamp("us", tz="UTC")


def rows_of(**fields):
    """The type of a column that nests another table."""
    struct = pa.struct(list(fields.items()))
    return pa.list_(pa.field("element", struct, nullable=False))


SCHEMA = pa.schema(
    {
        "order_id": TEXT,
        "sku": TEXT,
        "quantity": pa.int32(),
        "unit_price": MONEY,
        "customer_id": TEXT,
        "order_shipping_status": TEXT,
        "order_total_amount": MONEY,
        "order_timestamp": INSTANT,
        "region_id": pa.int64(),
        "customer_first": TEXT,
        "customer_middle": TEXT,
        "customer_last": TEXT,
        "customer_email": TEXT,
        "customer_address": rows_of(
            postal_code=TEXT, street=TEXT, city=TEXT, province=TEXT, country=TEXT
        ),
        "customer_phone_number": rows_of(phone=TEXT),
        "region_name": TEXT,
        "region_currency": TEXT,
        "payment_id": TEXT,
        "payment_method": TEXT,
        "payment_amount": pa.float32(),
        "payment_status": TEXT,
        "shipment_id": TEXT,
        "shipment_delivery_method": TEXT,
        "shipment_delivery_status": TEXT,
        "shipment_carrier": rows_of(phone=TEXT, first=TEXT, middle=TEXT, last=TEXT),
        "supplier_id": TEXT,
        "product_name": TEXT,
        "product_description": TEXT,
        "product_price": MONEY,
        "product_inventory_count": pa.int32(),
        "category_id": pa.int64(),
        "supplier_name": TEXT,
        "supplier_detail": TEXT,
        "supplier_email_type": TEXT,
        "supplier_email_business_email": TEXT,
        "supplier_phone": rows_of(business_phone=TEXT, type=TEXT),
        "parent_category_id": pa.int64(),
        "category_name": TEXT,
        "parent_category_parent_category_id": pa.int64(),
        "parent_category_name": TEXT,
        "review": rows_of(review_id=TEXT, rating=pa.int32(), comment=TEXT, timestamp=INSTANT),
    }
)


def engine():
    names = ("host", "port", "database", "user", "password")
    source = {name: os.environ["WAREHOUSE_SOURCE_" + name.upper()] for name in names}
    url = URL.create(
        "mysql+pymysql",
        username=source["user"],
        password=source["password"],
        host=source["host"],
        port=int(source["port"]),
        database=source["database"],
        query={"charset": "utf8mb4"},
    )
    return create_engine(url, connect_args={"init_command": "SET time_zone = '+00:00'"})


def read(connection, table):
    """All rows of a table: decimals exact, integers that may be missing still integers."""
    types = {"coerce_float": False, "dtype_backend": "pyarrow"}
    if table in EXACT:
        rows = pd.read_sql_query(text(EXACT[table]), connection, **types)
    else:
        rows = pd.read_sql_table(table, connection, **types)
    if "timestamp" in rows:
        rows["timestamp"] = pd.to_datetime(rows["timestamp"]).dt.tz_localize("UTC")
    return rows


def join(left, right, on, validate, right_on=None):
    """A left join; pandas would match a missing key with a missing key, SQL does not."""
    matchable = right.dropna(subset=right_on or on)
    if right_on is None:
        return left.merge(matchable, how="left", on=on, validate=validate)
    return left.merge(matchable, how="left", left_on=on, right_on=right_on, validate=validate)


def nest(left, right, key, column, order):
    """Rows of the right as a list of dicts beside the left; an empty list where there are none."""
    right = right.dropna(subset=key).sort_values(order)
    lists = defaultdict(list)
    keys = zip(*(right[name].to_list() for name in key))
    for one, row in zip(keys, right.drop(columns=key).to_dict("records")):
        lists[one].append(row)
    wanted = zip(*(left[name].to_list() for name in key))
    nested = pd.Series([lists.get(one, []) for one in wanted], index=left.index, dtype=object)
    return left.assign(**{column: nested})


def merge(tables):
    customer = tables["customer"].rename(
        columns={name: "customer_" + name for name in ("first", "middle", "last", "email")}
    )
    customer = nest(
        customer, tables["address"], ["customerID"], "customer_address", ["postal_code"]
    )
    customer = nest(
        customer, tables["phone_number"], ["customerID"], "customer_phone_number", ["phone"]
    )

    shipment = tables["shipment"].rename(
        columns={
            "delivery_method": "shipment_delivery_method",
            "delivery_status": "shipment_delivery_status",
        }
    )
    shipment = nest(shipment, tables["carrier"], ["shipmentID"], "shipment_carrier", ["phone"])

    payment = tables["payment"].rename(
        columns={name: "payment_" + name for name in ("method", "amount", "status")}
    )
    region = tables["region"].rename(columns={"currency": "region_currency"})
    order = tables["order"].rename(
        columns={name: "order_" + name for name in ("shipping_status", "total_amount", "timestamp")}
    )
    order = join(order, customer, "customerID", "many_to_one")
    order = join(order, region, "regionID", "many_to_one")
    order = join(order, payment, "orderID", "one_to_one")
    order = join(order, shipment, "orderID", "one_to_one")

    supplier_email = tables["supplier_email"].rename(
        columns={
            "type": "supplier_email_type",
            "business_email": "supplier_email_business_email",
        }
    )
    supplier = join(tables["supplier"], supplier_email, "supplierID", "one_to_one")
    supplier = nest(
        supplier, tables["supplier_phone"], ["supplierID"], "supplier_phone", ["business_phone"]
    )

    parent = tables["category"].add_prefix("parent_")
    parent = parent.rename(
        columns={
            "parent_categoryID": "parentID",
            "parent_parent_categoryID": "parent_category_parent_categoryID",
        }
    )
    category = join(
        tables["category"], parent, "parent_categoryID", "many_to_one", right_on="parentID"
    )

    product = tables["product"].rename(
        columns={name: "product_" + name for name in ("description", "price", "inventory_count")}
    )
    product = join(product, supplier, "supplierID", "many_to_one")
    product = join(product, category, "categoryID", "many_to_one")

    review = tables["review"].rename(columns={"reviewID": "review_id"})
    line = join(tables["order_item"], order, "orderID", "many_to_one")
    line = join(line, product, "SKU", "many_to_one")
    line = nest(line, review, ["orderID", "SKU"], "review", ["review_id"])
    return line.rename(columns=lambda name: name.replace("ID", "_id").replace("SKU", "sku"))


def write(line, output):
    for field in SCHEMA:
        if pa.types.is_list(field.type):  # an order without a customer has no phone numbers
            lists = line[field.name]
            line[field.name] = lists.where(lists.notna(), pd.Series([[]] * len(line)))
    table = pa.Table.from_pandas(line[SCHEMA.names], schema=SCHEMA, preserve_index=False)
    pq.write_table(table, output, compression="zstd")


def main(output):
    started = time.monotonic()

    def done(phase):
        print(f"{time.monotonic() - started:8.2f} s  {phase}", file=sys.stderr, flush=True)

    tables = {}
    with engine().connect() as connection:
        for table in TABLES:
            tables[table] = read(connection, table)
            done(f"read {table}: {len(tables[table]):,} rows")
    line = merge(tables)
    done(f"merged: {len(line):,} rows, {len(line.columns)} columns")
    del tables
    output.parent.mkdir(parents=True, exist_ok=True)
    write(line, output)
    done(f"wrote {output}: {output.stat().st_size:,} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
