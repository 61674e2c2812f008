/**
 * Users, their passwords, and the power of the one supergod. Credentials and reset tokens belong to a username and need no
 * user. All hashes are made and checked here.
 */
package dev.metabuilder.database.users;
