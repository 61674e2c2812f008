/**
 * The code that depends on the internals of Payara, EclipseLink, Grizzly and Jackson, or on the text of their messages. No
 * code outside this package does. If an upgrade changes such an internal, {@code VendorTest} fails and names our class.
 */
package dev.metabuilder.database.vendor;
