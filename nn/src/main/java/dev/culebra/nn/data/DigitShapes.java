package dev.culebra.nn.data;

import java.util.List;

/** How people write the ten digits: for each, several ways, and each way the strokes of a pen. */
final class DigitShapes {

    private static final List<List<List<Stroke>>> SHAPES =
            List.of(zero(), one(), two(), three(), four(), five(), six(), seven(), eight(), nine());

    private DigitShapes() {}

    /** The ways to write {@code digit}. */
    static List<List<Stroke>> of(int digit) {
        return SHAPES.get(digit);
    }

    private static List<List<Stroke>> zero() {
        var oval = new Stroke(
                .54, .05, .28, .12, .13, .42, .18, .78, .44, .95, .72, .84, .87, .5, .74, .16, .5, .06);
        var tall = new Stroke(.66, .12, .42, .06, .24, .3, .22, .68, .4, .94, .64, .86, .78, .52, .7, .2, .58, .06);
        var circle = new Stroke(.7, .16, .4, .1, .12, .32, .1, .66, .36, .9, .7, .86, .9, .58, .84, .28, .6, .12);
        return List.of(List.of(oval), List.of(tall), List.of(circle));
    }

    private static List<List<Stroke>> one() {
        var line = new Stroke(.5, .04, .5, .96);
        var flag = new Stroke(.26, .28, .42, .18, .54, .04, .54, .04, .53, .96);
        var foot = new Stroke(.28, .95, .8, .95);
        return List.of(List.of(line), List.of(flag), List.of(flag, foot));
    }

    private static List<List<Stroke>> two() {
        var plain = new Stroke(
                .15, .27, .32, .08, .6, .06, .78, .25, .68, .52, .42, .74, .13, .94, .13, .94, .5, .93, .88, .92);
        var looped = new Stroke(
                .16, .22, .42, .05, .72, .16, .72, .42, .48, .72, .2, .92, .1, .82, .28, .76, .56, .9, .9, .88);
        var swan = new Stroke(
                .2, .3, .3, .1, .58, .05, .74, .24, .62, .5, .36, .76, .14, .92, .4, .88, .64, .95, .9, .86);
        return List.of(List.of(plain), List.of(looped), List.of(swan));
    }

    private static List<List<Stroke>> three() {
        var round = new Stroke(
                .18, .17, .42, .05, .7, .13, .7, .36, .4, .47, .4, .47, .7, .54, .82, .75, .6, .94, .32, .95, .14, .82);
        var flat = new Stroke(
                .16, .07, .8, .06, .8, .06, .44, .42, .44, .42, .74, .5, .82, .75, .56, .95, .3, .94, .16, .86);
        var looped = new Stroke(
                .2, .2, .44, .05, .7, .16, .64, .38, .44, .47, .4, .5, .5, .52, .74, .58, .78, .8, .5, .96, .18, .84);
        return List.of(List.of(round), List.of(flat), List.of(looped));
    }

    private static List<List<Stroke>> four() {
        var bent = new Stroke(.24, .06, .16, .54, .16, .54, .5, .56, .88, .52);
        var stem = new Stroke(.68, .2, .66, .96);
        var closed = new Stroke(.64, .96, .65, .04, .65, .04, .1, .64, .1, .64, .9, .62);
        var cup = new Stroke(.2, .08, .16, .38, .32, .52, .56, .48, .76, .34);
        var back = new Stroke(.78, .06, .74, .44, .66, .95);
        return List.of(List.of(bent, stem), List.of(closed), List.of(cup, back));
    }

    private static List<List<Stroke>> five() {
        var whole = new Stroke(
                .8, .06, .3, .07, .3, .07, .25, .44, .25, .44, .52, .38, .76, .52, .76, .8, .48, .95, .16, .86);
        var body = new Stroke(.32, .08, .26, .44, .26, .44, .54, .4, .76, .56, .72, .82, .46, .95, .16, .86);
        var hat = new Stroke(.32, .08, .58, .08, .86, .05);
        var snake = new Stroke(.82, .08, .5, .06, .3, .16, .28, .38, .52, .48, .72, .64, .64, .88, .36, .95, .14, .84);
        return List.of(List.of(whole), List.of(body, hat), List.of(snake));
    }

    private static List<List<Stroke>> six() {
        var round = new Stroke(
                .7, .06, .42, .18, .22, .5, .2, .8, .44, .95, .7, .86, .76, .64, .54, .52, .3, .6, .2, .76);
        var straight = new Stroke(.6, .04, .36, .36, .18, .7, .32, .93, .6, .92, .76, .72, .6, .56, .36, .62, .22, .8);
        var slim = new Stroke(.42, .04, .3, .34, .26, .7, .4, .94, .62, .9, .68, .7, .5, .6, .28, .72);
        return List.of(List.of(round), List.of(straight), List.of(slim));
    }

    private static List<List<Stroke>> seven() {
        var plain = new Stroke(.14, .08, .48, .09, .84, .07, .84, .07, .6, .46, .4, .96);
        var hooked = new Stroke(.16, .26, .18, .08, .18, .08, .5, .11, .82, .06, .82, .06, .58, .44, .48, .96);
        var bar = new Stroke(.34, .5, .78, .47);
        return List.of(List.of(plain), List.of(plain, bar), List.of(hooked));
    }

    private static List<List<Stroke>> eight() {
        var crossed = new Stroke(
                .74, .17, .5, .05, .26, .17, .34, .38, .62, .54, .77, .76, .52, .95, .24, .8, .34, .58, .64,
                .4, .76, .2);
        var top = new Stroke(.54, .46, .3, .34, .34, .1, .6, .06, .72, .24, .56, .46);
        var bottom = new Stroke(.52, .47, .26, .62, .24, .86, .5, .96, .76, .84, .72, .6, .5, .47);
        var narrow = new Stroke(
                .64, .12, .46, .06, .34, .2, .42, .4, .6, .58, .66, .8, .48, .95, .34, .8, .42, .58, .6, .38, .66, .16);
        return List.of(List.of(crossed), List.of(top, bottom), List.of(narrow));
    }

    private static List<List<Stroke>> nine() {
        var straight = new Stroke(
                .76, .22, .54, .05, .27, .15, .22, .38, .42, .52, .66, .42, .78, .16, .78, .16, .74, .54, .66, .96);
        var curved = new Stroke(
                .76, .24, .56, .06, .28, .14, .22, .38, .44, .5, .7, .4, .78, .2, .78, .2, .8, .6, .62, .9,
                .36, .95, .2, .84);
        var looped = new Stroke(.72, .1, .4, .08, .26, .3, .46, .48, .7, .34, .74, .12, .68, .5, .56, .96);
        return List.of(List.of(straight), List.of(curved), List.of(looped));
    }
}
