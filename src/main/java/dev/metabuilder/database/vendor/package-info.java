/**
 * What leans on the insides of Payara, EclipseLink, Grizzly and Jackson, or on the words of their messages. Nothing outside
 * of here does, and an upgrade that changes one of these fails {@code VendorTest} by the name of its class.
 */
package dev.metabuilder.database.vendor;
