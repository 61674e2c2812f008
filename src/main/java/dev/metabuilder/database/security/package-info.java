/**
 * Authentication and access control. {@link
 * dev.metabuilder.database.security.AuthenticationMechanism} authenticates the caller, {@link
 * dev.metabuilder.database.security.AccessFilter} checks the route against the one table of roles, and the transaction that
 * writes checks what a role may do only within limits. The audit log says who did what.
 */
package dev.metabuilder.database.security;
