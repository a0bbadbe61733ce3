"""Settings. Every value here is made up."""

DATABASE = "/tmp/shop.db"
WAREHOUSE_URL = "http://warehouse.shop.invalid/reserve"
SESSION_KEY = "not-a-real-session-key"
ADMIN_PASSWORD = "not-a-real-password"
WAREHOUSE_API_KEY = "n0tr3al-w4r3h0us3-k3y-7d1f9c2b"
