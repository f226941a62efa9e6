drop schema if exists SHOP cascade;
create schema SHOP;
