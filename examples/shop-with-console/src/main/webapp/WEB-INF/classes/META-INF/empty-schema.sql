drop schema if exists SHOP_WITH_CONSOLE cascade;
create schema SHOP_WITH_CONSOLE;
