/**
 * Users, their passwords, and the supergod's power. Credentials and reset tokens belong to a username and need no user. Only
 * this package makes and checks password hashes.
 */
package dev.metabuilder.database.users;
