package com.shopsphere.warehouse.property;

import java.util.List;

/**
 * The numbers that a schema is made from. They refer to each other by position, modulo what there
 * is: so any numbers make a schema, and fewer and smaller ones a simpler schema.
 *
 * @param tables the grain table first
 * @param extras further ways between the tables
 */
record Draw(List<OfTable> tables, List<OfLink> extras, Settings settings) {

  /**
   * One table.
   *
   * @param link how it is joined to one of the tables before it
   * @param key kinds of its primary key; one or two
   * @param payloads kinds of its other columns
   * @param leftOut columns that are not to appear
   * @param rows a number each, which gives the values of all columns
   */
  record OfTable(
      OfLink link,
      List<Integer> key,
      List<Integer> payloads,
      int fold,
      int foldBy,
      List<Integer> leftOut,
      List<Long> rows) {}

  /**
   * One way between tables.
   *
   * @param from of two tables
   * @param foreign kind of a key column, if it may be another than on the other side
   */
  record OfLink(Link.Form form, int from, int to, boolean nullable, int foreign) {}

  /**
   * What concerns the whole run.
   *
   * @param orphans whether foreign keys may name no row
   * @param broadcast whether small tables are broadcast
   */
  record Settings(int depth, int selfReferences, boolean orphans, boolean broadcast, int split) {}
}
