package dev.metabuilder.database.model;

import java.util.List;

/**
 * Says which user owns a record of a section.
 *
 * @param property the property with the user's key
 * @param kept the other properties that the owner must not change
 */
public record Owner(Property property, List<Property> kept) {}
