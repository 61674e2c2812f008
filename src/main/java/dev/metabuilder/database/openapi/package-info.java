/**
 * The description of the API, an OpenAPI document that the platform serves at {@code /openapi}: the routes as JAX-RS has
 * them, the models as the catalogue has them, and who may call as the table of roles has it. What none of them can say is
 * in {@link dev.metabuilder.database.openapi.RouteDescriptions}, a few words for each route.
 */
package dev.metabuilder.database.openapi;
