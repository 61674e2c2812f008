package dev.metabuilder.database.model;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All models: their sections, in the order of the export. */
public final class Catalogue {

    private final Map<String, Section<?>> sections = new LinkedHashMap<>();
    private final List<Model<?>> models;
    private final List<Reference> references;

    /** A catalogue of the given sections. */
    public Catalogue(Section<?>... sections) {
        for (Section<?> section : sections) {
            this.sections.put(section.name(), section);
        }
        references = sections().stream()
                .flatMap(section -> section.references().stream())
                .toList();
        models = sections().stream().<Model<?>>map(Section::model).distinct().toList();
    }

    /** Returns the sections, in the order of the export. */
    public List<Section<?>> sections() {
        return List.copyOf(sections.values());
    }

    /** Returns the section with a name, or null if there is none. */
    public Section<?> section(String name) {
        return sections.get(name);
    }

    /** Returns the first section of a model; only credentials have more than one. */
    @SuppressWarnings("unchecked")
    public <T extends BaseEntity> Section<T> section(Class<T> type) {
        return (Section<T>) sections.values().stream()
                .filter(section -> section.model().type() == type)
                .findFirst()
                .orElseThrow();
    }

    /** Returns the sections of a model. */
    public List<Section<?>> sections(Model<?> model) {
        return sections.values().stream()
                .filter(section -> section.model() == model)
                .toList();
    }

    /** Returns the models, in the order in which writers lock their tables. */
    public List<Model<?>> models() {
        return models;
    }

    /** Returns the number of a model, a short form of its name. */
    public int number(Model<?> model) {
        return models.indexOf(model);
    }

    /** Returns whether several sections show values of the same rows. */
    public boolean isShared(Section<?> section) {
        return sections(section.model()).size() > 1;
    }

    /** Returns whether records of a model follow those of another. */
    public boolean follows(Model<?> model) {
        return from(model).stream().anyMatch(reference -> reference.rule() == Reference.Rule.FOLLOW);
    }

    /** Returns all references, in the order of the sections. */
    public List<Reference> references() {
        return references;
    }

    /** Returns the references from records of a model. */
    public List<Reference> from(Model<?> model) {
        return references.stream()
                .filter(reference -> reference.from() == model)
                .toList();
    }

    /** Returns the references to records of a model. */
    public List<Reference> to(Model<?> model) {
        return references.stream().filter(reference -> reference.to() == model).toList();
    }

    /**
     * Returns the models whose records may change when a record is deleted, the record's own among them, in the order of
     * {@link #models()}.
     */
    public List<Model<?>> changedByDeletion(Model<?> model) {
        Set<Model<?>> deleted = new HashSet<>();
        Set<Model<?>> changed = new HashSet<>();
        addDeleted(model, deleted, changed);
        changed.addAll(deleted);
        return models.stream().filter(changed::contains).toList();
    }

    private void addDeleted(Model<?> model, Set<Model<?>> deleted, Set<Model<?>> changed) {
        if (!deleted.add(model)) {
            return;
        }
        for (Reference reference : to(model)) {
            if (reference.rule() == Reference.Rule.SET_NULL) {
                changed.add(reference.from());
            } else {
                addDeleted(reference.from(), deleted, changed);
            }
        }
    }
}
