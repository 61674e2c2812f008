/**
 * Tenants, and requests to transfer the supergod's power. A tenant and its users refer to each other; the database checks
 * these references at the end of a transaction.
 */
package dev.metabuilder.database.tenancy;
