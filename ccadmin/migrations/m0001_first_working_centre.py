"""Step 1: groups, agents, centers, hours, chat settings, and the audit log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sqlalchemy import Connection


def upgrade(connection: Connection) -> None:
    """Create every table and index of the first schema in an empty file."""
    for statement in _SCHEMA.split(";\n"):
        connection.exec_driver_sql(statement)


_SCHEMA: Final = """\
CREATE TABLE tenant (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    zone VARCHAR NOT NULL,
    region VARCHAR NOT NULL,
    created_at VARCHAR NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT one_row CHECK (id = 1)
);
CREATE TABLE center (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name VARCHAR NOT NULL,
    name_key VARCHAR NOT NULL,
    description VARCHAR,
    zone VARCHAR,
    routing_type VARCHAR(32),
    default_group_id INTEGER,
    service_percent INTEGER,
    service_seconds INTEGER,
    CONSTRAINT name_length CHECK (length(name) BETWEEN 1 AND 64),
    CONSTRAINT service_percent_range CHECK (service_percent BETWEEN 1 AND 100),
    CONSTRAINT service_seconds_range CHECK (service_seconds >= 0),
    UNIQUE (name_key),
    CONSTRAINT strategy CHECK (routing_type IN ('random', 'call-duration', 'call-count', 'priority', 'longest-idle', 'round-robin', 'linear')),
    FOREIGN KEY(default_group_id) REFERENCES team (id) ON DELETE SET NULL
);
CREATE INDEX ix_center_default_group_id ON center (default_group_id);
CREATE TABLE agent (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name VARCHAR NOT NULL,
    name_key VARCHAR NOT NULL,
    email VARCHAR,
    email_key VARCHAR,
    phone VARCHAR,
    extension VARCHAR,
    ring VARCHAR(32),
    role VARCHAR(32) NOT NULL,
    license VARCHAR(32) NOT NULL,
    direct_number VARCHAR,
    "virtual" BOOLEAN NOT NULL,
    capacity INTEGER,
    extension_delay INTEGER NOT NULL,
    mobile_delay INTEGER NOT NULL,
    chat_delay INTEGER NOT NULL,
    status VARCHAR(32) NOT NULL,
    status_reason VARCHAR,
    status_since VARCHAR,
    CONSTRAINT name_length CHECK (length(name) BETWEEN 1 AND 64),
    CONSTRAINT capacity_range CHECK (capacity BETWEEN 1 AND 100),
    CONSTRAINT extension_delay_range CHECK (extension_delay >= 0),
    CONSTRAINT mobile_delay_range CHECK (mobile_delay >= 0),
    CONSTRAINT chat_delay_range CHECK (chat_delay >= 0),
    UNIQUE (email_key),
    UNIQUE (extension),
    CONSTRAINT ring CHECK (ring IN ('simultaneous', 'extension-first', 'extension-only', 'mobile-only')),
    CONSTRAINT role CHECK (role IN ('agent', 'manager')),
    CONSTRAINT license CHECK (license IN ('voice', 'contact-center', 'sales', 'voice-call-center-addon')),
    UNIQUE (direct_number),
    CONSTRAINT agentstatus CHECK (status IN ('available', 'break', 'offline'))
);
CREATE INDEX ix_agent_name_key ON agent (name_key);
CREATE TABLE device (
    agent_id INTEGER NOT NULL,
    name_key VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR(32) NOT NULL,
    rings BOOLEAN NOT NULL,
    PRIMARY KEY (agent_id, name_key),
    CONSTRAINT name_length CHECK (length(name) BETWEEN 1 AND 64),
    FOREIGN KEY(agent_id) REFERENCES agent (id) ON DELETE CASCADE,
    CONSTRAINT devicekind CHECK (kind IN ('desktop', 'laptop', 'mobile', 'desk-phone', 'room-phone', 'forwarding-number'))
);
CREATE TABLE agent_skill (
    agent_id INTEGER NOT NULL,
    name_key VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    proficiency INTEGER NOT NULL,
    PRIMARY KEY (agent_id, name_key),
    CONSTRAINT name_length CHECK (length(name) BETWEEN 1 AND 64),
    CONSTRAINT proficiency_range CHECK (proficiency BETWEEN 1 AND 10),
    FOREIGN KEY(agent_id) REFERENCES agent (id) ON DELETE CASCADE
);
CREATE TABLE license_seats (
    license VARCHAR(32) NOT NULL,
    seats INTEGER NOT NULL,
    PRIMARY KEY (license),
    CONSTRAINT seats_range CHECK (seats >= 0),
    CONSTRAINT license CHECK (license IN ('voice', 'contact-center', 'sales', 'voice-call-center-addon'))
);
CREATE TABLE reporting (
    agent_id INTEGER NOT NULL,
    manager_id INTEGER NOT NULL,
    PRIMARY KEY (agent_id, manager_id),
    CONSTRAINT not_oneself CHECK (agent_id <> manager_id),
    FOREIGN KEY(agent_id) REFERENCES agent (id) ON DELETE CASCADE,
    FOREIGN KEY(manager_id) REFERENCES agent (id) ON DELETE RESTRICT
);
CREATE INDEX ix_reporting_manager_id ON reporting (manager_id);
CREATE TABLE center_member (
    center_id INTEGER NOT NULL,
    agent_id INTEGER NOT NULL,
    role VARCHAR(32) NOT NULL,
    PRIMARY KEY (center_id, agent_id),
    FOREIGN KEY(center_id) REFERENCES center (id) ON DELETE CASCADE,
    FOREIGN KEY(agent_id) REFERENCES agent (id) ON DELETE CASCADE,
    CONSTRAINT centerrole CHECK (role IN ('agent', 'supervisor', 'admin'))
);
CREATE INDEX ix_center_member_agent_id ON center_member (agent_id);
CREATE TABLE team (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name VARCHAR NOT NULL,
    name_key VARCHAR NOT NULL,
    description VARCHAR,
    kind VARCHAR(32),
    strategy VARCHAR(32),
    status VARCHAR(32) NOT NULL,
    center_id INTEGER,
    escalates_to_id INTEGER,
    max_waiting INTEGER,
    max_wait INTEGER,
    service_percent INTEGER,
    service_seconds INTEGER,
    wrap_up INTEGER NOT NULL,
    wrap_up_scope VARCHAR(32) NOT NULL,
    ring_time INTEGER NOT NULL,
    on_no_answer VARCHAR(32) NOT NULL,
    break_length INTEGER NOT NULL,
    weight INTEGER NOT NULL,
    "order" VARCHAR(32) NOT NULL,
    age_point INTEGER NOT NULL,
    tier_wait INTEGER NOT NULL,
    window VARCHAR(32) NOT NULL,
    window_days INTEGER NOT NULL,
    scope VARCHAR(32) NOT NULL,
    late_joiner VARCHAR(32) NOT NULL,
    at_closing VARCHAR(32) NOT NULL,
    CONSTRAINT name_length CHECK (length(name) BETWEEN 1 AND 64),
    CONSTRAINT max_waiting_range CHECK (max_waiting >= 0),
    CONSTRAINT max_wait_range CHECK (max_wait >= 0),
    CONSTRAINT service_percent_range CHECK (service_percent BETWEEN 1 AND 100),
    CONSTRAINT service_seconds_range CHECK (service_seconds >= 0),
    CONSTRAINT wrap_up_range CHECK (wrap_up >= 0),
    CONSTRAINT ring_time_range CHECK (ring_time >= 1),
    CONSTRAINT weight_range CHECK (weight BETWEEN -1000 AND 1000),
    CONSTRAINT age_point_range CHECK (age_point >= 0),
    CONSTRAINT tier_wait_range CHECK (tier_wait >= 0),
    CONSTRAINT window_days_range CHECK (window_days BETWEEN 1 AND 366),
    CONSTRAINT break_length_range CHECK (break_length >= 1),
    CONSTRAINT not_up_to_itself CHECK (id <> escalates_to_id),
    UNIQUE (name_key),
    CONSTRAINT groupkind CHECK (kind IN ('department', 'skill-level', 'location', 'customer-type')),
    CONSTRAINT strategy CHECK (strategy IN ('random', 'call-duration', 'call-count', 'priority', 'longest-idle', 'round-robin', 'linear')),
    CONSTRAINT status CHECK (status IN ('enabled', 'disabled')),
    FOREIGN KEY(center_id) REFERENCES center (id) ON DELETE RESTRICT,
    FOREIGN KEY(escalates_to_id) REFERENCES team (id) ON DELETE SET NULL,
    CONSTRAINT scope CHECK (wrap_up_scope IN ('group', 'agent')),
    CONSTRAINT noanswer CHECK (on_no_answer IN ('next', 'retry', 'break')),
    CONSTRAINT "order" CHECK ("order" IN ('strict', 'ageing')),
    CONSTRAINT window CHECK (window IN ('day', 'shift', 'rolling', 'all')),
    CONSTRAINT scope CHECK (scope IN ('group', 'agent')),
    CONSTRAINT latejoiner CHECK (late_joiner IN ('zero', 'min', 'mean')),
    CONSTRAINT atclosing CHECK (at_closing IN ('stay', 'leave'))
);
CREATE INDEX ix_team_center_id ON team (center_id);
CREATE INDEX ix_team_escalates_to_id ON team (escalates_to_id);
CREATE TABLE group_skill (
    group_id INTEGER NOT NULL,
    name_key VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    level INTEGER NOT NULL,
    PRIMARY KEY (group_id, name_key),
    CONSTRAINT name_length CHECK (length(name) BETWEEN 1 AND 64),
    CONSTRAINT level_range CHECK (level BETWEEN 1 AND 10),
    FOREIGN KEY(group_id) REFERENCES team (id) ON DELETE CASCADE
);
CREATE TABLE overflow (
    group_id INTEGER NOT NULL,
    "trigger" VARCHAR(32) NOT NULL,
    action VARCHAR(32) NOT NULL,
    target_id INTEGER,
    PRIMARY KEY (group_id, "trigger"),
    CONSTRAINT target_of_group CHECK ((action = 'group') = (target_id IS NOT NULL)),
    CONSTRAINT not_itself CHECK (group_id <> target_id),
    FOREIGN KEY(group_id) REFERENCES team (id) ON DELETE CASCADE,
    CONSTRAINT "trigger" CHECK ("trigger" IN ('full', 'timeout', 'closed', 'nobody-staffed')),
    CONSTRAINT overflowaction CHECK (action IN ('group', 'voicemail', 'callback', 'hang-up')),
    FOREIGN KEY(target_id) REFERENCES team (id) ON DELETE RESTRICT
);
CREATE INDEX ix_overflow_target_id ON overflow (target_id);
CREATE TABLE member (
    group_id INTEGER NOT NULL,
    agent_id INTEGER NOT NULL,
    weight INTEGER NOT NULL,
    status VARCHAR(32) NOT NULL,
    tier INTEGER NOT NULL,
    position INTEGER NOT NULL,
    wrap_up INTEGER,
    PRIMARY KEY (group_id, agent_id),
    CONSTRAINT weight_range CHECK (weight BETWEEN 1 AND 100),
    CONSTRAINT tier_range CHECK (tier BETWEEN 1 AND 9),
    CONSTRAINT position_range CHECK (position >= 1),
    CONSTRAINT wrap_up_range CHECK (wrap_up >= 0),
    FOREIGN KEY(group_id) REFERENCES team (id) ON DELETE CASCADE,
    FOREIGN KEY(agent_id) REFERENCES agent (id) ON DELETE CASCADE,
    CONSTRAINT status CHECK (status IN ('enabled', 'disabled'))
);
CREATE INDEX ix_member_agent_id ON member (agent_id);
CREATE TABLE chat_settings (
    id INTEGER NOT NULL,
    center_id INTEGER,
    welcome VARCHAR,
    manual_access_in_progress VARCHAR,
    transfer_successful VARCHAR,
    transfer_failed VARCHAR,
    allocation VARCHAR(32),
    callback_url VARCHAR,
    callback_timeout INTEGER,
    callback_fallback VARCHAR(32),
    service_mode VARCHAR(32),
    accept_timeout INTEGER,
    short_break BOOLEAN,
    break_length INTEGER,
    max_users INTEGER,
    queue_message VARCHAR,
    silence_timeout INTEGER,
    timeout_closure BOOLEAN,
    timeout_message VARCHAR,
    proactive_closure BOOLEAN,
    proactive_message VARCHAR,
    after_hours_reply VARCHAR,
    rating_by_agent BOOLEAN,
    rating_after_conversation BOOLEAN,
    rating_invitation VARCHAR,
    rating_submission VARCHAR,
    rating_validity INTEGER,
    PRIMARY KEY (id),
    CONSTRAINT callback_timeout_range CHECK (callback_timeout BETWEEN 1 AND 60),
    CONSTRAINT accept_timeout_range CHECK (accept_timeout >= 1),
    CONSTRAINT break_length_range CHECK (break_length >= 1),
    CONSTRAINT max_users_range CHECK (max_users BETWEEN 1 AND 100),
    CONSTRAINT silence_timeout_range CHECK (silence_timeout >= 1),
    CONSTRAINT rating_validity_range CHECK (rating_validity >= 1),
    FOREIGN KEY(center_id) REFERENCES center (id) ON DELETE CASCADE,
    CONSTRAINT allocation CHECK (allocation IN ('automatic', 'user-selects-group', 'business-server')),
    CONSTRAINT allocation CHECK (callback_fallback IN ('automatic', 'user-selects-group', 'business-server')),
    CONSTRAINT servicemode CHECK (service_mode IN ('automatic', 'manual'))
);
CREATE UNIQUE INDEX one_chat_settings_per_owner ON chat_settings (coalesce(center_id, 0));
CREATE TABLE hours (
    id INTEGER NOT NULL,
    agent_id INTEGER,
    group_id INTEGER,
    center_id INTEGER,
    chat_settings_id INTEGER,
    zone VARCHAR,
    PRIMARY KEY (id),
    CONSTRAINT one_owner CHECK ((agent_id IS NOT NULL) + (group_id IS NOT NULL) + (center_id IS NOT NULL) + (chat_settings_id IS NOT NULL) = 1),
    UNIQUE (agent_id),
    FOREIGN KEY(agent_id) REFERENCES agent (id) ON DELETE CASCADE,
    UNIQUE (group_id),
    FOREIGN KEY(group_id) REFERENCES team (id) ON DELETE CASCADE,
    UNIQUE (center_id),
    FOREIGN KEY(center_id) REFERENCES center (id) ON DELETE CASCADE,
    UNIQUE (chat_settings_id),
    FOREIGN KEY(chat_settings_id) REFERENCES chat_settings (id) ON DELETE CASCADE
);
CREATE TABLE hours_range (
    hours_id INTEGER NOT NULL,
    weekday INTEGER NOT NULL,
    start_minute INTEGER NOT NULL,
    end_minute INTEGER NOT NULL,
    PRIMARY KEY (hours_id, weekday, start_minute),
    CONSTRAINT weekday_range CHECK (weekday BETWEEN 0 AND 6),
    CONSTRAINT start_minute_range CHECK (start_minute BETWEEN 0 AND 1439),
    CONSTRAINT end_after_start CHECK (end_minute > start_minute AND end_minute <= 2880),
    FOREIGN KEY(hours_id) REFERENCES hours (id) ON DELETE CASCADE
);
CREATE TABLE hours_exception (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    agent_id INTEGER,
    group_id INTEGER,
    center_id INTEGER,
    chat_settings_id INTEGER,
    kind VARCHAR(32) NOT NULL,
    first VARCHAR NOT NULL,
    last VARCHAR NOT NULL,
    since INTEGER,
    name VARCHAR,
    origin VARCHAR,
    CONSTRAINT one_owner CHECK ((agent_id IS NOT NULL) + (group_id IS NOT NULL) + (center_id IS NOT NULL) + (chat_settings_id IS NOT NULL) = 1),
    CONSTRAINT dates CHECK (length(first) IN (5, 10) AND length(last) = length(first)),
    CONSTRAINT last_after_first CHECK (length(first) = 5 OR first <= last),
    CONSTRAINT since_of_yearly CHECK (since IS NULL OR length(first) = 5),
    FOREIGN KEY(agent_id) REFERENCES agent (id) ON DELETE CASCADE,
    FOREIGN KEY(group_id) REFERENCES team (id) ON DELETE CASCADE,
    FOREIGN KEY(center_id) REFERENCES center (id) ON DELETE CASCADE,
    FOREIGN KEY(chat_settings_id) REFERENCES chat_settings (id) ON DELETE CASCADE,
    CONSTRAINT datedkind CHECK (kind IN ('closed', 'holiday', 'open', 'also'))
);
CREATE INDEX ix_hours_exception_agent_id ON hours_exception (agent_id);
CREATE INDEX ix_hours_exception_center_id ON hours_exception (center_id);
CREATE INDEX ix_hours_exception_chat_settings_id ON hours_exception (chat_settings_id);
CREATE INDEX ix_hours_exception_group_id ON hours_exception (group_id);
CREATE TABLE hours_exception_range (
    exception_id INTEGER NOT NULL,
    start_minute INTEGER NOT NULL,
    end_minute INTEGER NOT NULL,
    PRIMARY KEY (exception_id, start_minute),
    CONSTRAINT start_minute_range CHECK (start_minute BETWEEN 0 AND 1439),
    CONSTRAINT end_after_start CHECK (end_minute > start_minute AND end_minute <= 2880),
    FOREIGN KEY(exception_id) REFERENCES hours_exception (id) ON DELETE CASCADE
);
CREATE TABLE topic (
    name_key VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    group_id INTEGER NOT NULL,
    PRIMARY KEY (name_key),
    CONSTRAINT name_length CHECK (length(name) BETWEEN 1 AND 64),
    FOREIGN KEY(group_id) REFERENCES team (id) ON DELETE CASCADE
);
CREATE INDEX ix_topic_group_id ON topic (group_id);
CREATE TABLE flow (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name VARCHAR NOT NULL,
    name_key VARCHAR NOT NULL,
    number VARCHAR,
    greeting VARCHAR,
    repeats INTEGER NOT NULL,
    center_id INTEGER,
    hours_group_id INTEGER,
    hours_center_id INTEGER,
    CONSTRAINT name_length CHECK (length(name) BETWEEN 1 AND 64),
    CONSTRAINT one_schedule CHECK (hours_group_id IS NULL OR hours_center_id IS NULL),
    CONSTRAINT repeats_range CHECK (repeats BETWEEN 0 AND 9),
    UNIQUE (name_key),
    UNIQUE (number),
    FOREIGN KEY(center_id) REFERENCES center (id) ON DELETE SET NULL,
    FOREIGN KEY(hours_group_id) REFERENCES team (id) ON DELETE SET NULL,
    FOREIGN KEY(hours_center_id) REFERENCES center (id) ON DELETE SET NULL
);
CREATE INDEX ix_flow_center_id ON flow (center_id);
CREATE INDEX ix_flow_hours_center_id ON flow (hours_center_id);
CREATE INDEX ix_flow_hours_group_id ON flow (hours_group_id);
CREATE TABLE flow_branch (
    flow_id INTEGER NOT NULL,
    keys VARCHAR NOT NULL,
    action VARCHAR(32) NOT NULL,
    group_id INTEGER,
    group_name VARCHAR,
    greeting VARCHAR,
    PRIMARY KEY (flow_id, keys),
    CONSTRAINT name_of_group CHECK ((action = 'group') = (group_name IS NOT NULL)),
    CONSTRAINT group_of_action CHECK (group_id IS NULL OR action = 'group'),
    CONSTRAINT greeting_of_menu CHECK (greeting IS NULL OR action = 'menu'),
    FOREIGN KEY(flow_id) REFERENCES flow (id) ON DELETE CASCADE,
    CONSTRAINT flowaction CHECK (action IN ('group', 'menu', 'voicemail', 'hang-up')),
    FOREIGN KEY(group_id) REFERENCES team (id) ON DELETE SET NULL
);
CREATE INDEX ix_flow_branch_group_id ON flow_branch (group_id);
CREATE TABLE rule (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    center_id INTEGER,
    place INTEGER NOT NULL,
    group_id INTEGER,
    group_name VARCHAR NOT NULL,
    CONSTRAINT place_range CHECK (place >= 1),
    FOREIGN KEY(center_id) REFERENCES center (id) ON DELETE CASCADE,
    FOREIGN KEY(group_id) REFERENCES team (id) ON DELETE SET NULL
);
CREATE INDEX ix_rule_group_id ON rule (group_id);
CREATE UNIQUE INDEX ix_rule_place ON rule (coalesce(center_id, 0), place);
CREATE TABLE rule_condition (
    rule_id INTEGER NOT NULL,
    place INTEGER NOT NULL,
    attribute VARCHAR NOT NULL,
    comparison VARCHAR(32) NOT NULL,
    wanted VARCHAR NOT NULL,
    PRIMARY KEY (rule_id, place),
    CONSTRAINT wanted_of_comparison CHECK ((comparison = 'present') = (wanted = '')),
    FOREIGN KEY(rule_id) REFERENCES rule (id) ON DELETE CASCADE,
    CONSTRAINT comparison CHECK (comparison IN ('is', 'starts-with', 'present'))
);
CREATE TABLE audit (
    id INTEGER NOT NULL,
    at VARCHAR NOT NULL,
    who VARCHAR NOT NULL,
    command VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    object_id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    "before" VARCHAR,
    "after" VARCHAR,
    PRIMARY KEY (id)
);
CREATE TABLE migration (
    version INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    applied_at VARCHAR NOT NULL,
    PRIMARY KEY (version)
)
"""
