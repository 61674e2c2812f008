package dev.metabuilder.database;

import dev.metabuilder.database.content.AppConfiguration;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.record.RecordStore;
import dev.metabuilder.database.storage.Storage;
import dev.metabuilder.database.ui.CssCategory;
import dev.metabuilder.database.ui.DropdownConfig;
import dev.metabuilder.database.users.Credential;
import dev.metabuilder.database.users.CredentialService;
import dev.metabuilder.database.users.Role;
import dev.metabuilder.database.users.User;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The content of a newly filled database: the contract's defaults, exactly. */
@Stateless
public class DefaultData {

    /** The default users' names, with whether each must change the password at the first log-in. */
    static final Map<String, Boolean> FIRST_LOGIN =
            Map.of("supergod", true, "god", true, "admin", false, "demo", false);

    private static final Json NONE = Json.of(List.of());

    @Inject
    private Catalogue catalogue;

    @Inject
    private RecordStore recordStore;

    @Inject
    private CredentialService credentialService;

    @Inject
    private Storage storage;

    /**
     * Fills users, credentials, app configuration, CSS categories and dropdowns: each of them that is empty.
     *
     * @param storedHashes the hashes of the default users' passwords, in the stored form, by username
     * @return whether the credentials were empty and now have these hashes
     */
    public boolean fill(Map<String, String> storedHashes) {
        if (!isEmpty(User.class)
                && !isEmpty(AppConfiguration.class)
                && !isEmpty(CssCategory.class)
                && !isEmpty(DropdownConfig.class)
                && storedHashes.isEmpty()) {
            return false;
        }
        // The lock lets in one caller at a time: the second finds the data that the first has written.
        storage.lockForReplacement(
                catalogue.models().stream()
                        .map(Model::type)
                        .filter(List.of(
                                User.class,
                                AppConfiguration.class,
                                Credential.class,
                                CssCategory.class,
                                DropdownConfig.class)::contains)
                        .toArray(Class<?>[]::new));
        if (isEmpty(User.class)) {
            addUsers();
        }
        boolean hashesTaken = !storedHashes.isEmpty() && lackCredentials();
        if (hashesTaken) {
            addCredentials(storedHashes);
        }
        if (isEmpty(AppConfiguration.class)) {
            addAppConfiguration();
        }
        if (isEmpty(CssCategory.class)) {
            addCssCategories();
        }
        if (isEmpty(DropdownConfig.class)) {
            addDropdown("status", "draft", "published", "archived");
            addDropdown("priority", "low", "medium", "high", "urgent");
            addDropdown("category", "general", "technical", "business", "personal");
        }
        return hashesTaken;
    }

    /** Returns whether no username has a password hash. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public boolean lackCredentials() {
        return credentialService.all(Credential::getPasswordHash).isEmpty();
    }

    private boolean isEmpty(Class<? extends BaseEntity> type) {
        return recordStore.isEmpty(type);
    }

    private <T extends BaseEntity> void add(T record) {
        recordStore.add(Draft.whole(record), null);
    }

    private void addUsers() {
        addUser("supergod", Role.SUPERGOD, "Supreme administrator with multi-tenant control");
        addUser("god", Role.GOD, "System architect with full access to all levels");
        addUser("admin", Role.ADMIN, "Administrator with data management access");
        addUser("demo", Role.USER, "Demo user account");
    }

    private void addUser(String username, Role role, String bio) {
        User user = new User();
        user.setId("user_" + username);
        user.setUsername(username);
        user.setEmail(username + "@builder.com");
        user.setRole(role);
        user.setBio(bio);
        user.setCreatedAt(System.currentTimeMillis());
        user.setInstanceOwner(role == Role.SUPERGOD ? true : null);
        add(user);
    }

    private void addCredentials(Map<String, String> storedHashes) {
        Map<String, Boolean> flags = credentialService.all(Credential::getFirstLogin);
        storedHashes.forEach((username, hash) -> {
            credentialService.set(username, hash);
            if (!flags.containsKey(username)) {
                credentialService.setFirstLogin(username, FIRST_LOGIN.get(username));
            }
        });
    }

    private void addAppConfiguration() {
        AppConfiguration configuration = new AppConfiguration();
        configuration.setId("app_001");
        configuration.setName("MetaBuilder App");
        configuration.setSchemas(NONE);
        configuration.setWorkflows(NONE);
        configuration.setLuaScripts(NONE);
        configuration.setPages(NONE);
        configuration.setTheme(Json.object("colors", Json.object(), "fonts", Json.object()));
        add(configuration);
    }

    private void addDropdown(String name, String... values) {
        DropdownConfig dropdown = new DropdownConfig();
        dropdown.setId("dropdown_" + name);
        dropdown.setName(name + "_options");
        dropdown.setLabel(capital(name));
        dropdown.setOptions(Json.of(Arrays.stream(values)
                .map(value -> Json.object("value", value, "label", capital(value)))
                .toList()));
        add(dropdown);
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private void addCss(String name, String classes) {
        CssCategory category = new CssCategory();
        category.setName(name);
        category.setClasses(Json.of(List.of(classes.split(" "))));
        add(category);
    }

    private void addCssCategories() {
        addCss(
                "Layout",
                "flex flex-col flex-row grid grid-cols-2 grid-cols-3 grid-cols-4 block inline-block "
                        + "inline hidden");
        addCss(
                "Spacing",
                "p-0 p-1 p-2 p-3 p-4 p-6 p-8 m-0 m-1 m-2 m-3 m-4 m-6 m-8 gap-1 gap-2 gap-3 gap-4 gap-6 " + "gap-8");
        addCss(
                "Sizing",
                "w-full w-1/2 w-1/3 w-1/4 w-auto h-full h-screen h-auto min-h-screen max-w-xs max-w-sm "
                        + "max-w-md max-w-lg max-w-xl max-w-2xl max-w-4xl max-w-6xl max-w-7xl");
        addCss(
                "Typography",
                "text-xs text-sm text-base text-lg text-xl text-2xl text-3xl text-4xl font-normal "
                        + "font-medium font-semibold font-bold text-left text-center text-right uppercase lowercase "
                        + "capitalize");
        addCss(
                "Colors",
                "text-primary text-secondary text-accent text-muted-foreground bg-primary bg-secondary "
                        + "bg-accent bg-background bg-card bg-muted border-primary border-secondary border-accent "
                        + "border-border");
        addCss(
                "Borders",
                "border border-2 border-4 border-t border-b border-l border-r rounded rounded-sm "
                        + "rounded-md rounded-lg rounded-xl rounded-2xl rounded-full");
        addCss(
                "Effects",
                "shadow shadow-sm shadow-md shadow-lg shadow-xl hover:shadow-lg opacity-0 opacity-50 "
                        + "opacity-75 opacity-100 transition transition-all duration-200 duration-300 duration-500");
        addCss("Positioning", "relative absolute fixed sticky top-0 bottom-0 left-0 right-0 z-10 z-20 z-30 z-40 z-50");
        addCss(
                "Alignment",
                "items-start items-center items-end justify-start justify-center justify-end "
                        + "justify-between justify-around self-start self-center self-end");
        addCss(
                "Interactivity",
                "cursor-pointer cursor-default pointer-events-none select-none hover:bg-accent "
                        + "hover:text-accent-foreground active:scale-95 disabled:opacity-50");
    }
}
