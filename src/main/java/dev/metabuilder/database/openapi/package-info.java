/**
 * The OpenAPI document that the platform serves at {@code /openapi}. Its routes come from JAX-RS, its models from the
 * catalogue, and its callers from the access rules. {@link dev.metabuilder.database.openapi.RouteDescriptions} adds a
 * description of each route.
 */
package dev.metabuilder.database.openapi;
