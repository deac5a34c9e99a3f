package dev.culebra.samples.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.culebra.nn.Sequential;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Draws in a real browser, as a person would, and reads what the page says. */
class DrawPageTest {

    private static final String RIGHT = "\uE014";
    private static final String DOWN = "\uE015";
    private static final String UP = "\uE013";
    private static final String BACKSPACE = "\uE003";
    private static final String ESCAPE = "\uE00C";

    @TempDir
    private static Path profile;

    private static Sequential model;
    private static DrawServer server;
    private static Browser browser;

    @BeforeAll
    static void open() throws IOException {
        Optional<Path> driver = Browser.driver();
        assumeTrue(driver.isPresent(), "needs Chromium and ChromeDriver, which are not on the path");
        model = TrainedNetwork.get();
        server = DrawServer.start(model, 0);
        browser = new Browser(driver.orElseThrow(), profile);
        browser.open(server.address());
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
        if (model != null) {
            model.close();
        }
    }

    @BeforeEach
    void clear() {
        waitFor("return document.body.dataset.ready", "1");
        browser.click("#clear");
        waitFor("return document.body.dataset.answer", "");
    }

    private static void waitFor(String script, String wanted) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        String came = browser.script(script);
        while (!came.equals(wanted) && System.nanoTime() < end) {
            came = browser.script(script);
        }
        assertEquals(wanted, came, script);
    }

    @Test
    void readsAOneDrawnWithTheMouse() {
        browser.drag("#pad", "mouse", new int[] {0, -110}, new int[] {0, 0}, new int[] {-5, 110});
        waitFor("return document.body.dataset.answer", "1");
        assertTrue(browser.script("return document.getElementById('said').textContent").startsWith("I read a 1 ("));
        // Something lights up in each part of the network.
        for (String part : new String[] {"rect[fill-opacity]", "circle.neuron"}) {
            assertEquals("true", browser.script("return [...document.querySelectorAll('#network " + part
                    + "')].some(e => e.getAttribute('fill-opacity') > 0.5) + ''"), part);
        }
        assertEquals("10", browser.script("return document.querySelectorAll('.bar').length + ''"));
    }

    @Test
    void readsASevenDrawnWithAFinger() {
        browser.drag("#pad", "touch", new int[] {-65, -100}, new int[] {0, -103}, new int[] {65, -100},
                new int[] {20, 0}, new int[] {-15, 105});
        waitFor("return document.body.dataset.answer", "7");
        assertEquals("1", browser.script("return document.querySelectorAll('.best').length + ''"));
    }

    @Test
    void readsAOneDrawnWithKeys() {
        browser.type("#pad", UP.repeat(9) + " " + DOWN.repeat(18) + " ");
        waitFor("return document.body.dataset.answer", "1");
        browser.type("#pad", BACKSPACE);
        waitFor("return document.body.dataset.answer", "");
        browser.type("#pad", " " + RIGHT.repeat(3) + ESCAPE);
        waitFor("return strokes.length + ''", "0");
    }
}
