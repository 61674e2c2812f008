/**
 * Tenants, and requests to hand the supergod's power over. A tenant and its users refer to each other; the
 * database holds these references to the end of a transaction.
 */
package dev.metabuilder.database.tenancy;
