/**
 * The description of the API, an OpenAPI document that the platform serves at {@code /openapi}: routes from JAX-RS, models from
 * the catalogue, callers from the access rules. {@link dev.metabuilder.database.openapi.RouteDescriptions} adds a few words for
 * each route.
 */
package dev.metabuilder.database.openapi;
