package dev.culebra.samples.show;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * A page with what lessons told, drew and found: one file, nothing from a network, light or dark as the reader's system is.
 *
 * <pre>{@code
 * var report = new Report("The lessons", "cpu: 512-bit vectors");
 * report.lesson("line", "Finds a line.", story, figures, pictures.written(), output);
 * Files.writeString(Path.of("lessons.html"), report.toHtml());
 * }</pre>
 */
public final class Report {

    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%1$s</title>
            <style>
            :root { color-scheme: light dark; --ground: #fff; --ink: #24292f; --soft: #57606a; --line: #d8dee4;
                    --link: #1f5fbf; }
            @media (prefers-color-scheme: dark) {
              :root { --ground: #15191e; --ink: #dfe5eb; --soft: #9aa5b1; --line: #2e353d; --link: #6ea8ff; }
            }
            body { background: var(--ground); color: var(--ink); font: 17px/1.55 system-ui, sans-serif;
                   max-width: 56rem; margin: 0 auto; padding: 1.5rem; }
            h1, h2 { line-height: 1.2; } h2 { margin-top: 3.5rem; border-top: 1px solid var(--line); padding-top: 1.5rem; }
            a { color: var(--link); } nav a { margin-right: 1rem; white-space: nowrap; }
            img { max-width: 100%%; height: auto; display: block; }
            figure { margin: 1.5rem 0; } figcaption, .soft { color: var(--soft); font-size: .9rem; }
            pre { overflow-x: auto; font-size: .8rem; line-height: 1.2; } summary { cursor: pointer; color: var(--link); }
            table { border-collapse: collapse; } td { padding: .15rem 1.2rem .15rem 0; font-variant-numeric: tabular-nums; }
            </style>
            </head>
            <body>
            <h1>%1$s</h1>
            <p class="soft">%2$s</p>
            """;

    private final String title;
    private final String device;
    private final List<String> names = new ArrayList<>();
    private final StringBuilder body = new StringBuilder();

    /**
     * @param device what the lessons ran on
     */
    public Report(String title, String device) {
        this.title = title;
        this.device = device;
    }

    /**
     * Adds a lesson; its pictures are read now, in every theme.
     *
     * @param story paragraphs with empty lines between them
     * @param output what it printed
     * @throws UncheckedIOException if a picture cannot be read
     */
    public void lesson(String name, String description, String story, Figures figures,
            List<Pictures.Written> pictures, String output) {
        names.add(name);
        body.append("<section id=\"%1$s\">%n<h2>%1$s</h2>%n<p><strong>%2$s</strong></p>%n".formatted(escape(name),
                escape(description)));
        for (String paragraph : story.isEmpty() ? new String[0] : story.split("\\R\\s*\\R")) {
            body.append("<p>%s</p>%n".formatted(escape(paragraph)));
        }
        for (Pictures.Written picture : pictures) {
            body.append("""
                    <figure><picture><source media="(prefers-color-scheme: dark)" srcset="%s">
                    <img src="%s" width="%d" alt="%s"></picture><figcaption>%s</figcaption></figure>
                    """.formatted(data(picture.file(Theme.DARK)), data(picture.file()), picture.width(),
                    escape(picture.caption()),
                    escape(picture.caption())));
        }
        body.append("<table>\n");
        figures.values().forEach((key, value) -> body.append("<tr><td>%s</td><td>%s</td></tr>%n".formatted(escape(
                words(key)), escape(value))));
        body.append("</table>%n<details><summary>What it printed</summary><pre>%s</pre></details>%n</section>%n"
                .formatted(escape(output)));
    }

    /** The page. */
    public String toHtml() {
        var page = new StringBuilder(HEAD.formatted(escape(title), escape(device)));
        page.append("<nav>");
        names.forEach(name -> page.append("<a href=\"#%1$s\">%1$s</a> ".formatted(escape(name))));
        return page.append("</nav>\n").append(body).append("</body>\n</html>\n").toString();
    }

    private static String data(Path file) {
        String type = file.toString().endsWith(".gif") ? "gif" : "png";
        try {
            return "data:image/%s;base64,%s".formatted(type,
                    Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("report: cannot read %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** {@code test accuracy} for {@code testAccuracy}. */
    private static String words(String key) {
        return key.replaceAll("(?<=[a-z])(?=[A-Z0-9])", " ").toLowerCase(Locale.ROOT);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
