/**
 * Settings of the installation: the mail server, and single settings by key. Two of the single settings control how long the
 * app shows the initial credentials of the user {@code god}.
 */
package dev.metabuilder.database.system;
