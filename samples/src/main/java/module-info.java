import org.jspecify.annotations.NullMarked;

/** One short program a lesson, and the command that runs them. */
@NullMarked
module dev.culebra.samples {
    requires com.google.gson;
    requires dev.culebra.cuda; // "devices" shows what was found of it
    requires dev.culebra.nn;
    requires info.picocli;
    requires jdk.httpserver; // for the page of draw
    requires java.desktop; // XChart draws with it and, having no descriptor, cannot ask for it
    requires me.tongfei.progressbar;
    requires static org.jspecify;
    requires xchart;

    opens dev.culebra.samples to
            info.picocli;
    opens dev.culebra.samples.devices to
            info.picocli;
    opens dev.culebra.samples.draw to
            com.google.gson,
            info.picocli;
    opens dev.culebra.samples.lessons to
            info.picocli;
}
