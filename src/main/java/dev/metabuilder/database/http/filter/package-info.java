/**
 * What every request passes before its resource, and every answer after it: screening, admission, limits, compression,
 * headers. Nothing here knows what a route does.
 */
package dev.metabuilder.database.http.filter;
