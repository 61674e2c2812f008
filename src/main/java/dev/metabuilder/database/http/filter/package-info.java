/**
 * The filters that every request passes before its resource, and every answer after it: screening, admission, limits,
 * compression, headers. None of them knows what a route does.
 */
package dev.metabuilder.database.http.filter;
