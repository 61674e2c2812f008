package dev.metabuilder.database.transfer;

import dev.metabuilder.database.json.JsonReader;
import dev.metabuilder.database.model.Section;
import dev.metabuilder.database.replacement.ReplacementInput.Entry;
import dev.metabuilder.database.replacement.SectionReader.Item;
import dev.metabuilder.database.users.PasswordHashes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The password hashes of a text: each is checked when it is read, and old ones are converted when all have been read. */
final class ImportedHashes {

    private final PasswordHashes passwordHashes;
    private final boolean mends;

    /** The hashes to convert, each by the {@linkplain #nameOf name} of its record. */
    private final Map<String, String> bare = new HashMap<>();

    /**
     * The hashes of one text.
     *
     * @param mends whether to repair what is not a hash
     */
    ImportedHashes(PasswordHashes passwordHashes, boolean mends) {
        this.passwordHashes = passwordHashes;
        this.mends = mends;
    }

    /** Returns a name that is unique among the records of all sections; a number alone is not. */
    private static String nameOf(Section<?> section, Object number) {
        return section.name() + "/" + number;
    }

    /** Checks the reader's current hash, and returns its record, perhaps repaired. */
    Item judge(Section<?> section, Item item, JsonReader reader) {
        if (!(item.value() instanceof String given)) {
            return item;
        }
        String hash = given;
        String fault = passwordHashes.fault(hash);
        if (fault != null && mends) {
            hash = mended(hash, reader);
        } else if (fault != null) {
            reader.problems().add(item.pointer(), item.position(), fault);
        }
        if (passwordHashes.isBare(hash)) {
            bare.put(nameOf(section, item.number()), hash);
        }
        return new Item(item.key(), item.number(), null, hash, item.pointer(), item.position());
    }

    private String mended(String hash, JsonReader reader) {
        String lower = hash.toLowerCase(Locale.ROOT);
        if (passwordHashes.isBare(lower)) {
            reader.mended("is a SHA-512 in upper case, and was put in lower case");
            return lower;
        }
        reader.mended("is no hash of a password: no password opens the account, until one is set");
        return "";
    }

    /** Forgets the hashes of a section. */
    void forget(Section<?> section) {
        bare.keySet().removeIf(record -> record.startsWith(nameOf(section, "")));
    }

    /** Converts the hashes. That is slow on purpose, so the caller should hold no lock. */
    void convert() {
        bare.putAll(passwordHashes.storedAll(bare));
    }

    /** Returns a record with its hash in the stored form. */
    Entry converted(Section<?> section, Entry entry) {
        String hash = bare.get(nameOf(section, entry.number()));
        return hash == null ? entry : new Entry(entry.key(), entry.number(), Arrays.asList(entry.key(), hash), null);
    }
}
