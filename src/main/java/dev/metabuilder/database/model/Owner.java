package dev.metabuilder.database.model;

import java.util.List;

/**
 * Whose the records of a section are: those of a user.
 *
 * @param property has the key of the user
 * @param kept what the owner must leave as it is, beside that property
 */
public record Owner(Property property, List<Property> kept) {}
