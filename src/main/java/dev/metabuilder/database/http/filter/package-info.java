/**
 * What every request passes before its resource, and every answer after it: screening, admission, limits, headers. Nothing
 * here knows a route.
 */
package dev.metabuilder.database.http.filter;
