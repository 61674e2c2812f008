/**
 * Who is calling, and what they may call. One table says which routes are open to nobody in particular;
 * everything else is for the service token.
 */
package dev.metabuilder.database.security;
