package dev.culebra.samples;

import dev.culebra.samples.show.Figures;
import dev.culebra.samples.show.Pictures;
import java.util.List;

/**
 * What came of one run of a sample.
 *
 * @param story empty if the sample tells none
 */
record Lesson(String name, String story, Figures figures, List<Pictures.Written> pictures) {}
