package dev.metabuilder.database;

import dev.metabuilder.database.content.AppConfiguration;
import dev.metabuilder.database.content.Comment;
import dev.metabuilder.database.content.LuaScript;
import dev.metabuilder.database.content.ModelSchema;
import dev.metabuilder.database.content.PageConfig;
import dev.metabuilder.database.content.Workflow;
import dev.metabuilder.database.history.ChangePage;
import dev.metabuilder.database.history.ChangeQuery;
import dev.metabuilder.database.history.EarlierStates;
import dev.metabuilder.database.history.RecordChanges;
import dev.metabuilder.database.json.Json;
import dev.metabuilder.database.model.BaseEntity;
import dev.metabuilder.database.model.Catalogue;
import dev.metabuilder.database.model.Draft;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Operation;
import dev.metabuilder.database.model.Outcome;
import dev.metabuilder.database.model.Precondition;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.packages.InstalledPackage;
import dev.metabuilder.database.packages.PackageData;
import dev.metabuilder.database.packages.PackageService;
import dev.metabuilder.database.query.Page;
import dev.metabuilder.database.query.QueryExecutor;
import dev.metabuilder.database.query.RecordQuery;
import dev.metabuilder.database.record.Batch;
import dev.metabuilder.database.record.ChangeOrigin;
import dev.metabuilder.database.record.RecordStore;
import dev.metabuilder.database.record.SingletonStore;
import dev.metabuilder.database.replacement.ImportOptions;
import dev.metabuilder.database.replacement.JavaRecords;
import dev.metabuilder.database.replacement.Replacement;
import dev.metabuilder.database.replacement.ReplacementReport;
import dev.metabuilder.database.replacement.Restoration;
import dev.metabuilder.database.storage.ErrorTranslator;
import dev.metabuilder.database.storage.Progress;
import dev.metabuilder.database.storage.RecordCounts;
import dev.metabuilder.database.storage.TransactionRetry;
import dev.metabuilder.database.system.GodCredentials;
import dev.metabuilder.database.system.SmtpConfig;
import dev.metabuilder.database.tenancy.PowerTransferRequest;
import dev.metabuilder.database.tenancy.Tenant;
import dev.metabuilder.database.transfer.Export;
import dev.metabuilder.database.transfer.Import;
import dev.metabuilder.database.transfer.ImportSource;
import dev.metabuilder.database.ui.ComponentConfig;
import dev.metabuilder.database.ui.ComponentNode;
import dev.metabuilder.database.ui.CssCategory;
import dev.metabuilder.database.ui.DropdownConfig;
import dev.metabuilder.database.users.Credential;
import dev.metabuilder.database.users.CredentialService;
import dev.metabuilder.database.users.LoginService;
import dev.metabuilder.database.users.PasswordHashes;
import dev.metabuilder.database.users.PasswordResetToken;
import dev.metabuilder.database.users.SuperGodService;
import dev.metabuilder.database.users.User;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The Database API: the 94 methods through which MetaBuilder reaches all its data, and a few that serve any model of the
 * catalogue. Inject it into any bean of the server. Each writing call runs in a JTA transaction of its own or
 * joins the caller's, and an error marks the transaction for rollback. A read sees one snapshot and takes no lock. A caller
 * may change the objects that a method returns; the database does not change with them.
 *
 * <p>Every call fails with a {@link dev.metabuilder.database.errors.DatabaseException} whose message may be shown
 * to the caller: NotFound for an unknown record, Conflict for a duplicate key or unique value and for a reference to a
 * missing record, Invalid for a missing or wrong property, Forbidden if a rule forbids the call, Unavailable if the database
 * can't be reached or stays locked for too long.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
@Interceptors({TransactionRetry.class, ErrorTranslator.class})
public class Database {

    @Inject
    private Catalogue catalogue;

    @Inject
    private RecordStore recordStore;

    @Inject
    private Batch batch;

    @Inject
    private QueryExecutor queryExecutor;

    @Inject
    private SingletonStore singletonStore;

    @Inject
    private Replacement replacement;

    @Inject
    private PasswordHashes passwords;

    @Inject
    private CredentialService credentialService;

    @Inject
    private LoginService loginService;

    @Inject
    private SuperGodService superGodService;

    @Inject
    private PackageService packageService;

    @Inject
    private GodCredentials godCredentials;

    @Inject
    private Initialization initialization;

    @Inject
    private Export export;

    @Inject
    private Import imports;

    @Inject
    private RecordCounts statistics;

    @Inject
    private RecordChanges recordChanges;

    @Inject
    private EarlierStates earlierStates;

    @Inject
    private Restoration restoration;

    // Users and credentials

    /** Returns all users, in order. */
    public List<User> getUsers() {
        return recordStore.list(User.class);
    }

    /** Makes the users equal to the given ones, in that order; records that remain keep their rows. */
    public void setUsers(List<User> users) {
        replace(User.class, users);
    }

    /** Adds one after all the other users. */
    public void addUser(User user) {
        recordStore.add(draft(user), null);
    }

    /** Changes the given properties, an object, of one of the users; {@code null} removes an optional one. */
    public void updateUser(String userId, Json updates) {
        recordStore.update(userId, changes(User.class, updates));
    }

    /** Deletes one of the users. */
    public void deleteUser(String userId) {
        recordStore.delete(User.class, userId);
    }

    /** Returns the user with the role {@code supergod}, or null when there is none. */
    public User getSuperGod() {
        return superGodService.current();
    }

    /**
     * Makes the supergod a god, and another user the supergod and instance owner.
     *
     * @throws dev.metabuilder.database.errors.NotFoundException when either does not exist: "User not found"
     * @throws dev.metabuilder.database.errors.ForbiddenException when the first is not the supergod: "Only supergod can
     *     transfer power"
     */
    public void transferSuperGodPower(String fromUserId, String toUserId) {
        superGodService.transfer(fromUserId, toUserId);
    }

    /** Returns the password hash of each username, as it is stored; no password matches the empty string. */
    public Map<String, String> getCredentials() {
        return credentialService.all(Credential::getPasswordHash);
    }

    /**
     * Sets the password hash of a username, which need not be a user's, and sets the time of the change to now.
     *
     * @param passwordHash the SHA-512 of the password in lower-case hexadecimal, or a hash in the stored form, or empty
     */
    public void setCredential(String username, String passwordHash) {
        credentialService.set(username, passwords.stored(passwordHash));
    }

    /** Returns whether a password is that of a username. For an unknown username it returns false after the same time. */
    public boolean verifyCredentials(String username, String password) {
        return loginService.verify(username, password);
    }

    /** Returns when the password of each username changed, in ms since the Unix epoch. */
    public Map<String, Long> getPasswordChangeTimestamps() {
        return credentialService.all(Credential::getPasswordChangeTimestamp);
    }

    /** Sets when the passwords of the given usernames changed, in ms since the Unix epoch; other usernames keep theirs. */
    public void setPasswordChangeTimestamps(Map<String, Long> timestamps) {
        credentialService.setChangeTimestamps(timestamps);
    }

    /** Returns the first-login flag of each username that has one: whether the user has not logged in yet. */
    public Map<String, Boolean> getFirstLoginFlags() {
        return credentialService.all(Credential::getFirstLogin);
    }

    /** Sets the first-login flag of a username. */
    public void setFirstLoginFlag(String username, boolean flag) {
        credentialService.setFirstLogin(username, flag);
    }

    /** Returns the password reset token of each username. */
    public Map<String, String> getPasswordResetTokens() {
        return credentialService.resetTokens();
    }

    /** Sets the password reset token of a username. */
    public void setPasswordResetToken(String username, String token) {
        credentialService.setResetToken(username, token);
    }

    /** Deletes the password reset token of a username. */
    public void deletePasswordResetToken(String username) {
        recordStore.delete(PasswordResetToken.class, username);
    }

    // Content

    /** Returns all workflows, in order. */
    public List<Workflow> getWorkflows() {
        return recordStore.list(Workflow.class);
    }

    /** Makes the workflows equal to the given ones, in that order; records that remain keep their rows. */
    public void setWorkflows(List<Workflow> workflows) {
        replace(Workflow.class, workflows);
    }

    /** Adds one after all the other workflows. */
    public void addWorkflow(Workflow workflow) {
        recordStore.add(draft(workflow), null);
    }

    /** Changes the given properties, an object, of one of the workflows; {@code null} removes an optional one. */
    public void updateWorkflow(String id, Json updates) {
        recordStore.update(id, changes(Workflow.class, updates));
    }

    /** Deletes one of the workflows. */
    public void deleteWorkflow(String id) {
        recordStore.delete(Workflow.class, id);
    }

    /** Returns all Lua scripts, in order. */
    public List<LuaScript> getLuaScripts() {
        return recordStore.list(LuaScript.class);
    }

    /** Makes the Lua scripts equal to the given ones, in that order; records that remain keep their rows. */
    public void setLuaScripts(List<LuaScript> luaScripts) {
        replace(LuaScript.class, luaScripts);
    }

    /** Adds one after all the other Lua scripts. */
    public void addLuaScript(LuaScript luaScript) {
        recordStore.add(draft(luaScript), null);
    }

    /** Changes the given properties, an object, of one of the Lua scripts; {@code null} removes an optional one. */
    public void updateLuaScript(String id, Json updates) {
        recordStore.update(id, changes(LuaScript.class, updates));
    }

    /** Deletes one of the Lua scripts. */
    public void deleteLuaScript(String id) {
        recordStore.delete(LuaScript.class, id);
    }

    /** Returns all pages, in order. */
    public List<PageConfig> getPages() {
        return recordStore.list(PageConfig.class);
    }

    /** Makes the pages equal to the given ones, in that order; records that remain keep their rows. */
    public void setPages(List<PageConfig> pages) {
        replace(PageConfig.class, pages);
    }

    /** Adds one after all the other pages. */
    public void addPage(PageConfig page) {
        recordStore.add(draft(page), null);
    }

    /** Changes the given properties, an object, of one of the pages; {@code null} removes an optional one. */
    public void updatePage(String id, Json updates) {
        recordStore.update(id, changes(PageConfig.class, updates));
    }

    /** Deletes one of the pages. */
    public void deletePage(String id) {
        recordStore.delete(PageConfig.class, id);
    }

    /** Returns all schemas, in order. */
    public List<ModelSchema> getSchemas() {
        return recordStore.list(ModelSchema.class);
    }

    /** Makes the schemas equal to the given ones, in that order; records that remain keep their rows. */
    public void setSchemas(List<ModelSchema> schemas) {
        replace(ModelSchema.class, schemas);
    }

    /** Adds one after all the other schemas. */
    public void addSchema(ModelSchema schema) {
        recordStore.add(draft(schema), null);
    }

    /** Changes the given properties, an object, of one of the schemas; {@code null} removes an optional one. */
    public void updateSchema(String name, Json updates) {
        recordStore.update(name, changes(ModelSchema.class, updates));
    }

    /** Deletes one of the schemas. */
    public void deleteSchema(String name) {
        recordStore.delete(ModelSchema.class, name);
    }

    /** Returns all comments, in order. */
    public List<Comment> getComments() {
        return recordStore.list(Comment.class);
    }

    /** Makes the comments equal to the given ones, in that order; records that remain keep their rows. */
    public void setComments(List<Comment> comments) {
        replace(Comment.class, comments);
    }

    /** Adds one after all the other comments. */
    public void addComment(Comment comment) {
        recordStore.add(draft(comment), null);
    }

    /** Changes the given properties, an object, of one of the comments; {@code null} removes an optional one. */
    public void updateComment(String id, Json updates) {
        recordStore.update(id, changes(Comment.class, updates));
    }

    /** Deletes one of the comments. */
    public void deleteComment(String id) {
        recordStore.delete(Comment.class, id);
    }

    /** Returns the configuration of the application, or null when there is none. */
    public AppConfiguration getAppConfig() {
        return singletonStore.find(AppConfiguration.class);
    }

    /** Sets the configuration of the application, which replaces the existing one. */
    public void setAppConfig(AppConfiguration config) {
        replace(AppConfiguration.class, Arrays.asList(config));
    }

    // User-interface configuration

    /** Returns all component nodes by their key, in order. */
    public Map<String, ComponentNode> getComponentHierarchy() {
        return byKey(recordStore.list(ComponentNode.class));
    }

    /** Makes the component nodes equal to the given ones, in that order; records that remain keep their rows. */
    public void setComponentHierarchy(Map<String, ComponentNode> nodes) {
        replace(ComponentNode.class, nodes);
    }

    /** Adds one after all the other component nodes, with its {@code id} as the key. */
    public void addComponentNode(ComponentNode node) {
        recordStore.add(draft(node), null);
    }

    /** Changes the given properties, an object, of one of the component nodes; {@code null} removes an optional one. */
    public void updateComponentNode(String key, Json updates) {
        recordStore.update(key, changes(ComponentNode.class, updates));
    }

    /** Deletes one of the component nodes. */
    public void deleteComponentNode(String key) {
        recordStore.delete(ComponentNode.class, key);
    }

    /** Returns all component configurations by their key, in order. */
    public Map<String, ComponentConfig> getComponentConfigs() {
        return byKey(recordStore.list(ComponentConfig.class));
    }

    /** Makes the component configurations equal to the given ones, in that order; records that remain keep their rows. */
    public void setComponentConfigs(Map<String, ComponentConfig> configs) {
        replace(ComponentConfig.class, configs);
    }

    /** Adds one after all the other component configurations, with its {@code id} as the key. */
    public void addComponentConfig(ComponentConfig config) {
        recordStore.add(draft(config), null);
    }

    /**
     * Changes the given properties, an object, of one of the component configurations; {@code null} removes an optional one.
     */
    public void updateComponentConfig(String key, Json updates) {
        recordStore.update(key, changes(ComponentConfig.class, updates));
    }

    /** Deletes one of the component configurations. */
    public void deleteComponentConfig(String key) {
        recordStore.delete(ComponentConfig.class, key);
    }

    /** Returns all categories of CSS classes, in order. */
    public List<CssCategory> getCssClasses() {
        return recordStore.list(CssCategory.class);
    }

    /** Makes the categories of CSS classes equal to the given ones, in that order. */
    public void setCssClasses(List<CssCategory> categories) {
        replace(CssCategory.class, categories);
    }

    /** Adds one after all the other categories of CSS classes. */
    public void addCssCategory(CssCategory category) {
        recordStore.add(draft(category), null);
    }

    /** Sets the classes, an array of strings, of one of the categories of CSS classes. */
    public void updateCssCategory(String name, Json classes) {
        recordStore.update(name, changes(CssCategory.class, Json.object("classes", classes)));
    }

    /** Deletes one of the categories of CSS classes. */
    public void deleteCssCategory(String name) {
        recordStore.delete(CssCategory.class, name);
    }

    /** Returns all dropdowns, in order. */
    public List<DropdownConfig> getDropdownConfigs() {
        return recordStore.list(DropdownConfig.class);
    }

    /** Makes the dropdowns equal to the given ones, in that order; records that remain keep their rows. */
    public void setDropdownConfigs(List<DropdownConfig> dropdownConfigs) {
        replace(DropdownConfig.class, dropdownConfigs);
    }

    /** Adds one after all the other dropdowns. */
    public void addDropdownConfig(DropdownConfig dropdownConfig) {
        recordStore.add(draft(dropdownConfig), null);
    }

    /** Changes the given properties, an object, of one of the dropdowns; {@code null} removes an optional one. */
    public void updateDropdownConfig(String id, Json updates) {
        recordStore.update(id, changes(DropdownConfig.class, updates));
    }

    /** Deletes one of the dropdowns. */
    public void deleteDropdownConfig(String id) {
        recordStore.delete(DropdownConfig.class, id);
    }

    // Packages

    /** Returns all installed packages, in order. */
    public List<InstalledPackage> getInstalledPackages() {
        return recordStore.list(InstalledPackage.class);
    }

    /** Makes the installed packages equal to the given ones, in that order; records that remain keep their rows. */
    public void setInstalledPackages(List<InstalledPackage> installed) {
        replace(InstalledPackage.class, installed);
    }

    /**
     * Installs a package, unless it is installed already.
     *
     * @return whether this call installed it
     */
    public boolean installPackage(InstalledPackage installed) {
        return packageService.install(draft(installed)).added();
    }

    /** Uninstalls a package; its data stays. */
    public void uninstallPackage(String packageId) {
        recordStore.delete(InstalledPackage.class, packageId);
    }

    /** Sets whether an installed package is enabled. */
    public void togglePackageEnabled(String packageId, boolean enabled) {
        recordStore.update(packageId, changes(InstalledPackage.class, Json.object("enabled", enabled)));
    }

    /** Returns the data of a package: an object, empty if it has none. */
    public Json getPackageData(String packageId) {
        return packageService.data(packageId);
    }

    /** Sets the data of a package: an object whose values are arrays. */
    public void setPackageData(String packageId, Json data) {
        packageService.setData(packageId, data, Precondition.NONE);
    }

    /** Deletes the data of a package. */
    public void deletePackageData(String packageId) {
        recordStore.delete(PackageData.class, packageId);
    }

    // Multi-tenancy

    /** Returns all tenants, in order. */
    public List<Tenant> getTenants() {
        return recordStore.list(Tenant.class);
    }

    /** Makes the tenants equal to the given ones, in that order; records that remain keep their rows. */
    public void setTenants(List<Tenant> tenants) {
        replace(Tenant.class, tenants);
    }

    /** Adds one after all the other tenants. */
    public void addTenant(Tenant tenant) {
        recordStore.add(draft(tenant), null);
    }

    /** Changes the given properties, an object, of one of the tenants; {@code null} removes an optional one. */
    public void updateTenant(String id, Json updates) {
        recordStore.update(id, changes(Tenant.class, updates));
    }

    /** Deletes one of the tenants. */
    public void deleteTenant(String id) {
        recordStore.delete(Tenant.class, id);
    }

    /** Returns all power transfer requests, in order. */
    public List<PowerTransferRequest> getPowerTransferRequests() {
        return recordStore.list(PowerTransferRequest.class);
    }

    /** Makes the power transfer requests equal to the given ones, in that order; records that remain keep their rows. */
    public void setPowerTransferRequests(List<PowerTransferRequest> powerTransferRequests) {
        replace(PowerTransferRequest.class, powerTransferRequests);
    }

    /** Adds one after all the other power transfer requests. */
    public void addPowerTransferRequest(PowerTransferRequest powerTransferRequest) {
        recordStore.add(draft(powerTransferRequest), null);
    }

    /**
     * Changes the given properties, an object, of one of the power transfer requests; {@code null} removes an optional one.
     */
    public void updatePowerTransferRequest(String id, Json updates) {
        recordStore.update(id, changes(PowerTransferRequest.class, updates));
    }

    /** Deletes one of the power transfer requests. */
    public void deletePowerTransferRequest(String id) {
        recordStore.delete(PowerTransferRequest.class, id);
    }

    // System configuration

    /** Returns the configuration of the mail server, or null when there is none. */
    public SmtpConfig getSMTPConfig() {
        return singletonStore.find(SmtpConfig.class);
    }

    /** Sets the configuration of the mail server, which replaces the existing one. */
    public void setSMTPConfig(SmtpConfig config) {
        replace(SmtpConfig.class, Arrays.asList(config));
    }

    /**
     * Returns the time after which the app no longer shows the credentials of {@code god}, in ms since the Unix epoch; 0 if
     * unset.
     */
    public long getGodCredentialsExpiry() {
        return godCredentials.expiry();
    }

    /** Sets the time after which the app no longer shows the credentials of {@code god}, in ms since the Unix epoch. */
    public void setGodCredentialsExpiry(long expiry) {
        godCredentials.setExpiry(expiry);
    }

    /** Returns how long the app shows the credentials of {@code god}, in ms; one hour if unset. */
    public long getGodCredentialsExpiryDuration() {
        return godCredentials.duration();
    }

    /** Sets for how long the credentials of {@code god} are shown, in ms. */
    public void setGodCredentialsExpiryDuration(long duration) {
        godCredentials.setDuration(duration);
    }

    /** Shows the credentials of {@code god} from now on, for as long as is set. */
    public void resetGodCredentialsExpiry() {
        godCredentials.reset();
    }

    /** Returns whether the credentials of {@code god} are to be shown; the first call starts the time. */
    public boolean shouldShowGodCredentials() {
        return godCredentials.visible(credentialService.passwordChanged("god"));
    }

    // The whole database

    /** Fills what is empty with the defaults, with passwords that the server makes; see {@link #initializeDatabase(Map)}. */
    public Map<String, String> initializeDatabase() {
        return initializeDatabase(Map.of());
    }

    /**
     * Fills what is empty of users, credentials, app configuration, CSS categories and dropdowns with the defaults. A
     * second call changes nothing, also when two come at once.
     *
     * @param passwordHashes the hashes of initial passwords, as {@link #setCredential} takes them, by username of a default
     *     user
     * @return the passwords that the server made just now, by username: to be shown once, they are stored only as hashes
     */
    public Map<String, String> initializeDatabase(Map<String, String> passwordHashes) {
        return initialization.run(passwordHashes);
    }

    /** Returns the portable export: JSON without credentials and secrets. */
    public String exportDatabase() {
        StringWriter text = new StringWriter();
        export.all(text, false, new Progress());
        return text.toString();
    }

    /**
     * Writes an export, in memory that does not grow with it. One that breaks off has no closing brace.
     *
     * @param full whether it is a backup of all models, with their secrets, or the portable export
     */
    public void exportDatabase(Writer out, boolean full) {
        exportDatabase(out, full, new Progress());
    }

    /** Writes an export as {@link #exportDatabase(Writer, boolean)} does, with a progress that can also cancel it. */
    public void exportDatabase(Writer out, boolean full, Progress progress) {
        export.all(out, full, progress);
    }

    /**
     * Replaces each section that the export contains; other sections stay.
     *
     * @return how many records were added, changed and removed
     * @throws dev.metabuilder.database.errors.InvalidException if it is no export, or a record is invalid
     * @throws dev.metabuilder.database.errors.ConflictException if records contradict each other or what is stored
     */
    public ReplacementReport importDatabase(String json) {
        return importDatabase(ImportSource.of(json));
    }

    /** Does what {@link #importDatabase(String)} does, in memory that does not grow with the export. */
    public ReplacementReport importDatabase(ImportSource json) {
        return importDatabase(json, ImportOptions.STRICT, new Progress());
    }

    /**
     * Does what {@link #importDatabase(String)} does, in memory that does not grow with the export.
     *
     * @param options whether it repairs what the old store accepted, and whether it only reports what it would do
     * @param progress gets the progress, and can cancel the import
     * @throws dev.metabuilder.database.errors.UnavailableException if it was cancelled
     */
    public ReplacementReport importDatabase(ImportSource json, ImportOptions options, Progress progress) {
        return ChangeOrigin.current()
                .by(ChangeOrigin.IMPORT)
                .during(() -> imports.all(json, options, progress, superGodService::unchanged));
    }

    /** Empties all models and the history of their records, in one transaction. */
    public void clearDatabase() {
        replacement.clear();
    }

    // Methods for any section of the catalogue

    /** Returns the record of a section with that key, or null when there is none. */
    public <T extends BaseEntity> T find(Class<T> type, String key) {
        return recordStore.find(type, key);
    }

    /**
     * Returns a page of the records that match a query, from one snapshot.
     *
     * @throws dev.metabuilder.database.errors.InvalidException if its cursor belongs to another query
     */
    public <T extends BaseEntity> Page<T> list(RecordQuery<T> query) {
        return queryExecutor.page(query);
    }

    /** Returns how many records match a query, on all pages together. */
    public long count(RecordQuery<?> query) {
        return queryExecutor.count(query);
    }

    /** Writes the value of a section that is no singleton as compact JSON, in memory that does not grow with the section. */
    public void write(Section<?> section, Writer out) {
        export.section(out, section);
    }

    /** Makes a section equal to a JSON text; throws the same exceptions as {@link #importDatabase(String)}. */
    public void replace(Section<?> section, ImportSource json) {
        imports.section(section, json);
    }

    /** Adds a record after all others; the record contains its key. */
    public <T extends BaseEntity> T add(Draft<T> draft) {
        return recordStore.add(draft, null);
    }

    /** Adds a record after all others, unless a record with its key exists, which stays unchanged. */
    public <T extends BaseEntity> Outcome<T> addIfAbsent(Draft<T> draft) {
        return recordStore.addIfAbsent(draft);
    }

    /** Changes the given properties of a record, if the condition holds, and returns the changed record. */
    public <T extends BaseEntity> T update(String key, Draft<T> changes, Precondition precondition) {
        return recordStore.update(key, changes, precondition);
    }

    /** Adds or replaces a record, if the condition holds. */
    public <T extends BaseEntity> Outcome<T> put(String key, Draft<T> draft, Precondition precondition) {
        return recordStore.put(key, draft, precondition);
    }

    /** Sets the data of a package, if the condition holds; see {@link #setPackageData(String, Json)}. */
    public Outcome<PackageData> setPackageData(String packageId, Json data, Precondition precondition) {
        return packageService.setData(packageId, data, precondition);
    }

    /** Deletes a record, if the condition holds. */
    public void delete(Class<? extends BaseEntity> type, String key, Precondition precondition) {
        recordStore.delete(type, key, precondition);
    }

    /**
     * Carries out up to {@value Batch#MOST_OPERATIONS} operations in order, in one transaction: all of them, or none.
     *
     * @return the result of each operation
     */
    public List<Operation.Result> run(List<Operation<?>> operations) {
        return batch.run(operations);
    }

    /** Returns the only record of a singleton, or null if there is none. */
    public <T extends BaseEntity> T findOnly(Class<T> type) {
        return singletonStore.find(type);
    }

    /** Sets the only record of a singleton, if the condition holds for the existing one, and returns the new one. */
    public <T extends BaseEntity> T putOnly(Draft<T> draft, Precondition precondition) {
        return singletonStore.put(draft, precondition);
    }

    /** Deletes the only record of a singleton, if the condition holds. */
    public void deleteOnly(Class<? extends BaseEntity> type, Precondition precondition) {
        singletonStore.delete(type, precondition);
    }

    // History

    /**
     * Returns the changes after a position that match a query, in the order that all readers share.
     *
     * @throws dev.metabuilder.database.errors.GoneException if some of them are no longer kept
     */
    public ChangePage changes(ChangeQuery query) {
        return recordChanges.feed(query);
    }

    /** Returns the changes of one record, the newest first. */
    public ChangePage changesOf(ChangeQuery query) {
        return recordChanges.ofRecord(query);
    }

    /** Returns a record as it was at a moment of its history; see {@link EarlierStates#at}. */
    public <T extends BaseEntity> Draft<T> earlier(Section<T> section, String key, EarlierStates.Moment moment) {
        return earlierStates.at(section, key, moment);
    }

    /** Undoes all that a request or a job has changed, in one transaction; see {@link Restoration#undo}. */
    public ReplacementReport restore(Restoration.Cause cause, String id) {
        return restoration.undo(cause, id);
    }

    /** Returns how many records each model has, by the name of its section. */
    public Map<String, Long> statistics() {
        return statistics.counts();
    }

    private static <T extends BaseEntity> Map<String, T> byKey(List<T> records) {
        Map<String, T> map = new LinkedHashMap<>();
        for (T record : records) {
            map.put(Model.keyOf(record), record);
        }
        return map;
    }

    private <T extends BaseEntity> void replace(Class<T> type, List<T> records) {
        Section<T> section = catalogue.section(type);
        replacement.replace(JavaRecords.of(section, records));
    }

    private <T extends BaseEntity> void replace(Class<T> type, Map<String, T> records) {
        Section<T> section = catalogue.section(type);
        replacement.replace(JavaRecords.of(section, records));
    }

    private static <T extends BaseEntity> Draft<T> draft(T record) {
        return Draft.whole(record);
    }

    private static <T extends BaseEntity> Draft<T> changes(Class<T> type, Json updates) {
        return Draft.changes(Model.of(type), updates);
    }
}
