#!/bin/sh
# First start of the database container: PHRM's own role owns the database and is no superuser, so that row-level
# security holds for everything that it does. Extensions need the superuser, once.
set -eu
psql --set ON_ERROR_STOP=1 --set password="$PHRM_DB_PASSWORD" --username "$POSTGRES_USER" --dbname postgres <<'SQL'
create role phrm login password :'password' nosuperuser nobypassrls;
create role phrm_app nologin nosuperuser nobypassrls;
create role phrm_door nologin nosuperuser nobypassrls;
grant phrm_app, phrm_door to phrm;
create database phrm owner phrm;
\connect phrm
create extension vector;
create extension pg_trgm;
SQL
