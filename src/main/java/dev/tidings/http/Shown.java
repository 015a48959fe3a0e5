package dev.tidings.http;

/** Makes text from a request fit to be shown in a problem: no control characters, at most 80 characters. */
public final class Shown {

    private static final int MAX_LENGTH = 80;

    private Shown() {}

    /** Returns the text without control characters, and shortened. */
    public static String text(String raw) {
        String printable = raw.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= MAX_LENGTH ? printable : printable.substring(0, MAX_LENGTH) + "…";
    }
}
