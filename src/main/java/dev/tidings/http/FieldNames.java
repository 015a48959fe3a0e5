package dev.tidings.http;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names fields as clients know them: in snake case, where the code has camel case. */
public final class FieldNames {

    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    private FieldNames() {}

    public static String onTheWire(String javaName) {
        return HUMP.matcher(javaName).replaceAll("_").toLowerCase(Locale.ROOT);
    }
}
