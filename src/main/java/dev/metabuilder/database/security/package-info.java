/**
 * Who is calling, by a session or otherwise, and what they may call. {@link
 * dev.metabuilder.database.security.AuthenticationMechanism} tells the container who it is, {@link
 * dev.metabuilder.database.security.AccessFilter} holds the route against the one table of roles, and what a role may do only
 * within limits is judged in the transaction that does it. The audit log says who did what.
 */
package dev.metabuilder.database.security;
