package com.shopsphere.warehouse.plan;

import static com.shopsphere.warehouse.plan.Plans.keyed;
import static com.shopsphere.warehouse.plan.Plans.leftOut;
import static com.shopsphere.warehouse.plan.Plans.manyOf;
import static com.shopsphere.warehouse.plan.Plans.plan;
import static com.shopsphere.warehouse.plan.Plans.roles;
import static com.shopsphere.warehouse.testing.MergeConfigs.grain;
import static com.shopsphere.warehouse.testing.TableBuilder.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.shopsphere.warehouse.testing.Outputs;
import com.shopsphere.warehouse.testing.TableBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables that stand for a many-to-many relation. */
class BridgesTest {

  private static final TableBuilder FILM = keyed("film").column("title", "text");
  private static final TableBuilder ACTOR = keyed("actor").column("name", "text");

  private static TableBuilder filmActor() {
    return table("film_actor")
        .notNull("actor_id", "int")
        .notNull("film_id", "int")
        .column("part", "text")
        .reference("a", "actor_id", "actor", "id")
        .reference("b", "film_id", "film", "id");
  }

  @Test
  void aBridgeIsNestedWithItsFarSideFlattenedInside() {
    MergeTree tree = plan("film", FILM, ACTOR, filmActor().primaryKey("actor_id", "film_id"));

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "film                               grain: id",
            "└─* film_actor                     1:n  id = film_id (no key), nested as film_actor",
            "   └─ actor                        n:1  actor_id = id (PRIMARY)");
    assertThat(Outputs.of(tree))
        .containsExactly("id", "title", "film_actor[actor_id, part, actor_name]");
  }

  @Test
  void aBridgeLeadsBothWays() {
    MergeTree tree = plan("actor", FILM, ACTOR, filmActor().primaryKey("actor_id", "film_id"));

    assertThat(Outputs.of(tree))
        .containsExactly("id", "name", "film_actor[film_id, part, film_title]");
  }

  @Test
  void aUniqueKeyMakesABridgeAsWell() {
    MergeTree tree =
        plan(
            "film",
            FILM,
            ACTOR,
            filmActor().notNull("id", "int").primaryKey("id").unique("u", "film_id", "actor_id"));

    assertThat(Outputs.of(tree))
        .containsExactly("id", "title", "film_actor[id, actor_id, part, actor_name]");
  }

  @Test
  void aTableWhoseKeyHasMoreThanReferencesIsNoBridge() {
    MergeTree tree =
        plan(
            "film",
            FILM,
            ACTOR,
            filmActor().notNull("no", "int").primaryKey("actor_id", "film_id", "no"));

    assertThat(roles(tree)).containsExactly("film");
  }

  @Test
  void twoReferencesWithoutAKeyAreNoBridge() {
    assertThat(roles(plan("film", FILM, ACTOR, filmActor()))).containsExactly("film");
  }

  @Test
  void aTableWithOneReferenceIsNoBridge() {
    MergeTree tree =
        plan(
            "film",
            FILM,
            table("scene")
                .notNull("film_id", "int")
                .notNull("no", "int")
                .primaryKey("film_id", "no")
                .reference("fk", "film_id", "film", "id"));

    assertThat(roles(tree)).containsExactly("film");
  }

  @Test
  void aTableThatExtendsAnotherIsNoBridgeToTheTableOfItsParent() {
    TableBuilder line =
        table("line")
            .notNull("order_id", "int")
            .notNull("no", "int")
            .primaryKey("order_id", "no")
            .reference("a", "order_id", "order", "id");
    TableBuilder gift =
        table("gift")
            .notNull("order_id", "int")
            .notNull("no", "int")
            .primaryKey("order_id", "no")
            .reference("b", "order_id", "order", "id")
            .reference("c", List.of("order_id", "no"), "line", List.of("order_id", "no"));

    assertThat(roles(plan("order", keyed("order"), line, gift))).containsExactly("order");
    assertThat(roles(plan("line", keyed("order"), line, gift)))
        .containsExactly("line", "order", "gift", "gift_order");
  }

  @Test
  void aReferenceIntoAnotherDatabaseIsNoSideOfABridge() {
    MergeTree tree =
        plan(
            "film",
            FILM,
            table("film_actor")
                .notNull("actor_id", "int")
                .notNull("film_id", "int")
                .primaryKey("actor_id", "film_id")
                .referenceElsewhere("a", "actor_id", "people", "actor", "id")
                .reference("b", "film_id", "film", "id"));

    assertThat(roles(tree)).containsExactly("film");
  }

  @Test
  void aBridgeOfThreeSidesHasTwoFarSides() {
    MergeTree tree =
        plan(
            "film",
            FILM,
            ACTOR,
            keyed("year"),
            filmActor()
                .notNull("year_id", "int")
                .primaryKey("actor_id", "film_id", "year_id")
                .reference("c", "year_id", "year", "id"));

    assertThat(roles(tree)).containsExactly("film", "film_actor", "actor", "year");
  }

  @Test
  void aBridgeBetweenRowsOfOneTableIsNestedOnceForEachSide() {
    MergeTree tree =
        plan(
            "person",
            keyed("person").column("name", "text"),
            table("friend")
                .notNull("older_id", "int")
                .notNull("younger_id", "int")
                .primaryKey("older_id", "younger_id")
                .reference("a", "older_id", "person", "id")
                .reference("b", "younger_id", "person", "id"));

    assertThat(PlanPrinter.tree(tree))
        .containsExactly(
            "person                             grain: id",
            "├─* friend_by_older                1:n  id = older_id (no key), nested as friend_by_older",
            "│  └─ younger                      n:1  younger_id = id (PRIMARY)",
            "└─* friend_by_younger              1:n  id = younger_id (no key), nested as friend_by_younger",
            "   └─ older                        n:1  older_id = id (PRIMARY)");
    assertThat(Outputs.of(tree))
        .containsExactly(
            "id",
            "name",
            "friend_by_older[younger_id, younger_name]",
            "friend_by_younger[older_id, older_name]");
  }

  @Test
  void aBridgeBackToATableOfThePathHasItsFarSideFlattened() {
    MergeTree tree =
        plan(
            "visit",
            keyed("visit").column("person_id", "int").reference("fk", "person_id", "person", "id"),
            keyed("person")
                .column("name", "text")
                .column("boss_id", "int")
                .reference("boss", "boss_id", "person", "id"),
            table("friend")
                .notNull("older_id", "int")
                .notNull("younger_id", "int")
                .primaryKey("older_id", "younger_id")
                .reference("a", "older_id", "person", "id")
                .reference("b", "younger_id", "person", "id"));

    assertThat(roles(tree))
        .contains(
            "friend_by_older", "younger", "boss_friend_by_older", "boss_friend_by_older_younger");
  }

  @Test
  void nothingIsFollowedBeyondTheFarSide() {
    MergeTree tree =
        plan(
            "film",
            FILM,
            keyed("actor").column("town_id", "int").reference("t", "town_id", "town", "id"),
            filmActor().primaryKey("actor_id", "film_id"),
            keyed("town"),
            manyOf("actor", "photo"));

    assertThat(roles(tree)).containsExactly("film", "film_actor", "actor");
    assertThat(leftOut(tree))
        .containsExactly(
            "actor (town_id) to town (id): 'actor' is folded, and what it leads to is not; to include it, set merge.folds.town = flatten",
            "actor (id) to photo (actor_id): one-to-many; to include it, set merge.folds.photo = nest");
  }

  @Test
  void ofABridgeOnlyTheSidesAreFlattened() {
    MergeTree tree =
        plan(
            "film",
            FILM,
            ACTOR,
            filmActor()
                .primaryKey("actor_id", "film_id")
                .column("coach_id", "int")
                .reference("c", "coach_id", "coach", "id"),
            keyed("coach"));

    assertThat(roles(tree)).containsExactly("film", "film_actor", "actor");
  }

  @Test
  void aTableBesideTheSidesDoesNotLeadToTheBridge() {
    MergeTree tree =
        plan(
            "coach",
            FILM,
            ACTOR,
            filmActor()
                .primaryKey("actor_id", "film_id")
                .column("coach_id", "int")
                .reference("c", "coach_id", "coach", "id"),
            keyed("coach"));

    assertThat(roles(tree)).containsExactly("coach");
  }

  @Test
  void aBridgeOfABridgeIsLeftOutUnlessAFoldIsChosen() {
    MergeTree tree =
        plan(
            "film",
            FILM,
            ACTOR,
            filmActor().primaryKey("actor_id", "film_id"),
            table("actor_prize")
                .notNull("actor_id", "int")
                .notNull("prize_id", "int")
                .primaryKey("actor_id", "prize_id")
                .reference("a", "actor_id", "actor", "id")
                .reference("b", "prize_id", "prize", "id"),
            keyed("prize"));

    assertThat(leftOut(tree))
        .contains(
            "actor (id) to actor_prize (actor_id): one-to-many; to include it, set merge.folds.actor_prize = nest");
  }

  @Test
  void anotherFoldMayBeChosenForABridge() {
    MergeTree tree =
        plan(
            grain("film").aggregate("film_actor", "actors = count(*)"),
            FILM,
            ACTOR,
            filmActor().primaryKey("actor_id", "film_id"));

    assertThat(Outputs.of(tree)).containsExactly("id", "title", "actors");
  }

  @Test
  void aBridgeDeeperThanAllowedIsLeftOut() {
    MergeTree tree =
        plan(
            grain("sale").limits(1, 1000, 10),
            keyed("sale").column("film_id", "int").reference("f", "film_id", "film", "id"),
            FILM,
            ACTOR,
            filmActor().primaryKey("actor_id", "film_id"));

    assertThat(leftOut(tree))
        .containsExactly(
            "film (id) to film_actor (film_id): deeper than merge.max-depth = 1",
            "actor: unreachable: no key leads to it from the tree");
  }
}
