#!/bin/sh
# Copies the orders to the archive.
target=$1
cd /srv/shop
for file in $(ls orders); do
  cp orders/$file $target
done
if [ $? == 0 ]; then
  rm -rf $target/old/*
fi
API_TOKEN="n0tr3al-b4ckup-t0k3n-5e8a1d6f"
curl -u shop:$API_TOKEN http://archive.shop.invalid/done
