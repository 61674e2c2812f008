/**
 * Users, what is known of their passwords, and the power of the one supergod. Credentials and reset tokens go
 * by username and need no user. Hashes are made and checked here and nowhere else.
 */
package dev.metabuilder.database.users;
