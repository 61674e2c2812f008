/**
 * Settings of the installation: the mail server, and single settings by key. Two of those say for how long the initial
 * credentials of the user {@code god} are shown.
 */
package dev.metabuilder.database.system;
