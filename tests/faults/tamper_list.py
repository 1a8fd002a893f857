"""Row-level edits with any SQLite tool, and what the check of the log says of each."""

# ruff: noqa: E501 -- statements are read best in one line

TAMPERS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (
        "points",
        (
            "UPDATE score_cell SET points = 6000 WHERE expert = 'P03' AND estate = 'C01-E01' AND criterion = '1.1'",
        ),
        "得分“P03/C01-E01/1/1.1”与记录不符：points 现为 6000，按记录应为 5500。",
    ),
    (
        "points of a sealed sheet raised by one hundredth",
        (
            "UPDATE score_cell SET points = points + 1 WHERE expert = 'P04' AND estate = 'C01-E02' AND criterion = '2.1'",
        ),
        "得分“P04/C01-E02/1/2.1”与记录不符：points 现为 3401，按记录应为 3400。",
    ),
    (
        "reason of points",
        (
            "UPDATE score_cell SET reason = '另有说明' WHERE expert = 'P05' AND estate = 'C01-E01' AND criterion = '1.1'",
        ),
        "得分“P05/C01-E01/1/1.1”与记录不符：reason 现为 另有说明，按记录应为 见材料。",
    ),
    (
        "a row of points gone",
        (
            "DELETE FROM score_cell WHERE expert = 'P05' AND estate = 'C02-E01' AND criterion = '2.1'",
        ),
        "得分“P05/C02-E01/1/2.1”按记录应当存在，数据表中却没有，可能已被删除。",
    ),
    (
        "a row of points cloned",
        (
            "INSERT INTO score_cell SELECT 'P03', 'C02-E01', 1, criterion, points, reason, counts, pins FROM score_cell WHERE expert = 'P04' AND estate = 'C02-E01' AND criterion = '1.1'",
        ),
        "得分“P03/C02-E01/1/1.1”没有任何记录，可能是绕过程序加入的。",
    ),
    (
        "two experts swapped",
        (
            "UPDATE score_cell SET points = CASE expert WHEN 'P04' THEN 5100 ELSE 5000 END WHERE estate = 'C01-E02' AND criterion = '1.1' AND expert <> 'P03'",
        ),
        "得分“P04/C01-E02/1/1.1”与记录不符：points 现为 5100，按记录应为 5000。",
    ),
    (
        "a sheet opened again",
        ("UPDATE score_sheet SET status = 'DRAFT' WHERE expert = 'P03' AND estate = 'C01-E02'",),
        "评分表“P03/C01-E02/1”与记录不符：status 现为 DRAFT，按记录应为 SUBMITTED。",
    ),
    (
        "digest of a sheet",
        (
            "UPDATE score_sheet SET digest = upper(digest) WHERE expert = 'P04' AND estate = 'C01-E01'",
        ),
        "评分表“P04/C01-E01/1”与记录不符：digest 现为 ",
    ),
    (
        "moment of submitting",
        (
            "UPDATE score_sheet SET submitted_at = '2025-09-10T08:00:00+00:00' WHERE expert = 'P05' AND estate = 'C01-E02'",
        ),
        "评分表“P05/C01-E02/1”与记录不符：submitted_at 现为 2025-09-10T08:00:00+00:00，按记录应为 2025-09-10T09:00:26+00:00。",
    ),
    (
        "remark",
        ("UPDATE score_sheet SET remark = '加分' WHERE expert = 'P05' AND estate = 'C02-E01'",),
        "评分表“P05/C02-E01/1”与记录不符：remark 现为 加分，按记录应为 空。",
    ),
    (
        "abstention",
        (
            "UPDATE score_sheet SET abstain_reason = '不熟悉' WHERE expert = 'P04' AND estate = 'C02-E01'",
        ),
        "评分表“P04/C02-E01/1”与记录不符：abstain_reason 现为 不熟悉，按记录应为 空。",
    ),
    (
        "version of materials",
        (
            "UPDATE score_sheet SET material_version = 2 WHERE expert = 'P04' AND estate = 'C01-E02'",
        ),
        "评分表“P04/C01-E02/1”与记录不符：material_version 现为 2，按记录应为 1。",
    ),
    (
        "a sheet gone",
        ("DELETE FROM score_sheet WHERE expert = 'P05' AND estate = 'C01-E01'",),
        "评分表“P05/C01-E01/1”按记录应当存在，数据表中却没有，可能已被删除。",
    ),
    (
        "revision",
        (
            "PRAGMA foreign_keys = OFF",
            "UPDATE score_sheet SET revision = 2 WHERE expert = 'P03' AND estate = 'C01-E01'",
        ),
        "评分表“P03/C01-E01/1”按记录应当存在，数据表中却没有，可能已被删除。",
    ),
    (
        "signature",
        (
            "UPDATE sheet_signature SET signature = 'ab' || substr(signature, 3) WHERE expert = 'P03' AND estate = 'C01-E01'",
        ),
        "评分表签名“P03/C01-E01/1”与记录不符：signature 现为 ",
    ),
    (
        "a signature gone",
        ("DELETE FROM sheet_signature WHERE expert = 'P04' AND estate = 'C02-E01'",),
        "评分表签名“P04/C02-E01/1”按记录应当存在，数据表中却没有，可能已被删除。",
    ),
    (
        "key of a signature",
        (
            "UPDATE sheet_signature SET fingerprint = (SELECT fingerprint FROM signing_key WHERE purpose = 'EVENT') WHERE expert = 'P05' AND estate = 'C02-E01'",
        ),
        "评分表签名“P05/C02-E01/1”与记录不符：fingerprint 现为 ",
    ),
    (
        "certificate",
        (
            "UPDATE certificate SET body = replace(body, 'P04', 'P05') WHERE body LIKE '%\"person\":\"P04\"%'",
        ),
        "证书与记录不符：body 现为 ",
    ),
    (
        "a certificate gone",
        ('DELETE FROM certificate WHERE body LIKE \'%"person":"P05"%\'',),
        "证书按记录应当存在，数据表中却没有，可能已被删除。",
    ),
    (
        "public key",
        ("UPDATE signing_key SET public_key = upper(hex(public_key)) WHERE owner = 'P03'",),
        "公钥与记录不符：public_key 现为 ",
    ),
    (
        "owner of a key",
        ("UPDATE signing_key SET owner = 'P03' WHERE owner = 'P04'",),
        "公钥与记录不符：owner 现为 P03，按记录应为 P04。",
    ),
    (
        "a key brought back",
        (
            "UPDATE signing_key SET retired_at = '2025-09-10T09:00:00+00:00' WHERE purpose = 'EVENT'",
        ),
        "公钥与记录不符：retired_at 现为 2025-09-10T09:00:00+00:00，按记录应为 空。",
    ),
    (
        "recusal gone",
        ("DELETE FROM recusal",),
        "回避“P03/C02-E01”按记录应当存在，数据表中却没有，可能已被删除。",
    ),
    (
        "recusal withdrawn",
        ("UPDATE recusal SET status = 'WITHDRAWN'",),
        "回避“P03/C02-E01”与记录不符：status 现为 WITHDRAWN，按记录应为 CONFIRMED。",
    ),
    (
        "reason of a recusal",
        ("UPDATE recusal SET decision_reason = '不成立'",),
        "回避“P03/C02-E01”与记录不符：decision_reason 现为 不成立，按记录应为 已核对户籍。",
    ),
    (
        "who decided",
        ("UPDATE recusal SET decided_by = 'P03'",),
        "回避“P03/C02-E01”与记录不符：decided_by 现为 P03，按记录应为 P02。",
    ),
    (
        "declaration",
        ("UPDATE declaration SET declared_at = '2025-09-01T09:00:00+00:00' WHERE expert = 'P04'",),
        "回避申报“P04”与记录不符：declared_at 现为 2025-09-01T09:00:00+00:00，按记录应为 2025-09-10T09:00:11+00:00。",
    ),
    (
        "a declaration gone",
        ("DELETE FROM declaration WHERE expert = 'P05'",),
        "回避申报“P05”按记录应当存在，数据表中却没有，可能已被删除。",
    ),
    (
        "tries of a PIN",
        ("UPDATE pin SET failed_tries = 9 WHERE person = 'P04'",),
        "PIN“P04”与记录不符：failed_tries 现为 9，按记录应为 0。",
    ),
    (
        "hash of a PIN",
        (
            "UPDATE pin SET phc_hash = (SELECT phc_hash FROM pin WHERE person = 'P01') WHERE person = 'P05'",
        ),
        "PIN“P05”与记录不符：phc_hash 现为 ",
    ),
    (
        "who issued a PIN",
        ("UPDATE pin SET issued_by = '[]' WHERE person = 'P03'",),
        'PIN“P03”与记录不符：issued_by 现为 []，按记录应为 ["P01"]。',
    ),
    (
        "role",
        ("UPDATE person SET roles = '[\"EXPERT\",\"OBSERVER\"]' WHERE id = 'P04'",),
        '评审小组成员“P04”与记录不符：roles 现为 ["EXPERT","OBSERVER"]，按记录应为 ["EXPERT"]。',
    ),
    (
        "name",
        ("UPDATE person SET name = '专家09' WHERE id = 'P05'",),
        "评审小组成员“P05”与记录不符：name 现为 专家09，按记录应为 专家03。",
    ),
    (
        "unit",
        ("UPDATE person SET unit = '别的单位' WHERE id = 'P03'",),
        "评审小组成员“P03”与记录不符：unit 现为 别的单位，按记录应为 行业协会。",
    ),
    (
        "a person more",
        (
            "INSERT INTO person SELECT 'P06', 9, '专家06', roles, unit, title, kind, \"group\", background, seat FROM person WHERE id = 'P05'",
        ),
        "评审小组成员“P06”没有任何记录，可能是绕过程序加入的。",
    ),
    (
        "a person gone",
        ("PRAGMA foreign_keys = OFF", "DELETE FROM person WHERE id = 'P02'"),
        "评审小组成员“P02”按记录应当存在，数据表中却没有，可能已被删除。",
    ),
    (
        "phase",
        ("UPDATE review_round SET phase = 'FINAL'",),
        "评审设置“1”与记录不符：phase 现为 FINAL，按记录应为 SCORING。",
    ),
    (
        "mode",
        ("UPDATE review_round SET mode = 'FORMAL'",),
        "评审设置“1”与记录不符：mode 现为 FORMAL，按记录应为 REHEARSAL。",
    ),
    (
        "rules",
        (
            "UPDATE review_round SET rules = replace(rules, '\"nomination_quota\":1', '\"nomination_quota\":2')",
        ),
        "评审设置“1”与记录不符：rules 现为 ",
    ),
    (
        "title",
        ("UPDATE review_round SET title = '另一次评审'",),
        "评审设置“1”与记录不符：title 现为 另一次评审，按记录应为 2025年度玉林市“美好家园”小区评审。",
    ),
    (
        "rubric",
        ("UPDATE rubric SET body = replace(body, '60', '61')",),
        "评分标准“1”与记录不符：body 现为 ",
    ),
    (
        "name of an estate",
        ("UPDATE estate SET name = '长城花园' WHERE id = 'C01-E02'",),
        "小区“C01-E02”与记录不符：name 现为 长城花园，按记录应为 长城二花园。",
    ),
    (
        "materials",
        ("UPDATE estate SET materials = '[]' WHERE id = 'C02-E01'",),
        "小区“C02-E01”与记录不符：materials 现为 []",
    ),
    (
        "county of an estate",
        ("UPDATE estate SET county = 'C02' WHERE id = 'C01-E01'",),
        "小区“C01-E01”与记录不符：county 现为 C02，按记录应为 C01。",
    ),
    (
        "county",
        ("UPDATE county SET name = '北流市' WHERE id = 'C02'",),
        "县（市、区）“C02”与记录不符：name 现为 北流市，按记录应为 福绵区。",
    ),
    (
        "digest of a submission",
        ("UPDATE submission SET digest = substr(digest, 2) || '0' WHERE county = 'C01'",),
        "报送材料“C01/1”与记录不符：digest 现为 ",
    ),
    (
        "moment of a submission",
        ("UPDATE submission SET received_at = '2025-09-01T09:00:00+00:00' WHERE county = 'C02'",),
        "报送材料“C02/1”与记录不符：received_at 现为 2025-09-01T09:00:00+00:00，按记录应为 2025-09-10T09:00:22+00:00。",
    ),
    ("pack", ("UPDATE pack_out SET digest = 'x'",), "评审包发放“1”与记录不符：digest 现为 x"),
    (
        "state of a bundle",
        ("UPDATE bundle_in SET state = 'SET_ASIDE' WHERE expert = 'P04'",),
        "评分包接收与记录不符：state 现为 SET_ASIDE，按记录应为 OPENED。",
    ),
    (
        "a bundle gone",
        ("DELETE FROM bundle_in WHERE expert = 'P05'",),
        "评分包接收按记录应当存在，数据表中却没有，可能已被删除。",
    ),
    (
        "an absence entered",
        ("INSERT INTO absence VALUES ('P04', '请假', 'P01', '2025-09-10T09:00:00+00:00')",),
        "缺席说明“P04”没有任何记录，可能是绕过程序加入的。",
    ),
    (
        "a veto entered",
        (
            "INSERT INTO veto VALUES ('C01-E01', '安全事故', '2025-05-01', '通报', 'P03', '2025-09-10T09:00:00+00:00')",
        ),
        "一票否决“C01-E01/安全事故”没有任何记录，可能是绕过程序加入的。",
    ),
    (
        "a settlement entered",
        (
            "INSERT INTO settlement (finding, \"where\", decision, reason, actor, settled_at, \"order\", votes) VALUES ('f', '{}', 'REPLACED', '', 'P03', '2025-09-10T09:00:00+00:00', '[]', '{}')",
        ),
        "处理意见“f”没有任何记录，可能是绕过程序加入的。",
    ),
    (
        "a printing entered",
        (
            "INSERT INTO printing VALUES (1, 'RANKING', '', 'AAAA', '2025-09-10T09:00:00+00:00', 'P01', 40)",
        ),
        "打印记录“1”没有任何记录，可能是绕过程序加入的。",
    ),
    (
        "a deduction entered",
        (
            "INSERT INTO recorded_term VALUES ('C01-E01', 1, 'DEDUCTION', '5', '', '', '2025-05-01', 'P01', 'P02', '2025-09-10T09:00:00+00:00', 'SCORING', '', '', NULL, '')",
        ),
        "系数和扣分“C01-E01/1”没有任何记录，可能是绕过程序加入的。",
    ),
    (
        "body of an event",
        (
            "UPDATE event SET body = replace(body, '5500', '5400') WHERE seq = (SELECT min(seq) FROM event WHERE body LIKE '%5500%')",
        ),
        "第 29 号记录（set_cell P03/C01-E01/1，P03）的内容与它的校验值不符，内容已被改动。",
    ),
    (
        "hash of an event",
        ("UPDATE event SET hash = upper(hash) WHERE seq = 20",),
        "第 20 号记录（accept_pin P01，P01）的内容与它的校验值不符，内容已被改动。",
    ),
    (
        "link of an event",
        ("UPDATE event SET prev_hash = '0' WHERE seq = 21",),
        "第 21 号记录与前一条记录衔接不上，前面的记录可能被改动或替换。",
    ),
    (
        "an event gone",
        ("DELETE FROM event WHERE seq = 22",),
        "第 21 号记录之后应是第 22 号，却是第 23 号，有记录缺失。",
    ),
    (
        "the first event gone",
        ("DELETE FROM event WHERE seq = 1",),
        "第 0 号记录之后应是第 1 号，却是第 2 号，有记录缺失。",
    ),
    (
        "two events swapped",
        (
            "UPDATE event SET seq = 1000 WHERE seq = 23",
            "UPDATE event SET seq = 23 WHERE seq = 24",
            "UPDATE event SET seq = 24 WHERE seq = 1000",
        ),
        "第 23 号记录与前一条记录衔接不上，前面的记录可能被改动或替换。",
    ),
    (
        "an unreadable event",
        ("UPDATE event SET body = 'x' WHERE seq = 25",),
        "第 25 号记录的内容与它的校验值不符，内容已被改动。",
    ),
    (
        "the tail cut off",
        ("DELETE FROM event WHERE seq > 40",),
        "没有任何记录，可能是绕过程序加入的。",
    ),
    (
        "an event appended",
        ("INSERT INTO event SELECT 48, hash, 'feed', body FROM event WHERE seq = 47",),
        "第 48 号记录（open_bundles ，P01）的内容与它的校验值不符，内容已被改动。",
    ),
    (
        "a trigger made harmless",
        ("CREATE TRIGGER quiet BEFORE UPDATE ON score_cell BEGIN SELECT 1; END",),
        "数据表的结构（表、索引、触发器）与记录的不一致，可能被其他工具改动过。",
    ),
    (
        "an index",
        ("CREATE INDEX fast ON score_cell (points)",),
        "数据表的结构（表、索引、触发器）与记录的不一致，可能被其他工具改动过。",
    ),
    (
        "a table",
        ("CREATE TABLE spare (id INTEGER)",),
        "数据表的结构（表、索引、触发器）与记录的不一致，可能被其他工具改动过。",
    ),
    (
        "a view",
        ("CREATE VIEW best AS SELECT * FROM score_cell",),
        "数据表的结构（表、索引、触发器）与记录的不一致，可能被其他工具改动过。",
    ),
    (
        "a column",
        ("ALTER TABLE county ADD COLUMN note TEXT",),
        "数据表的结构（表、索引、触发器）与记录的不一致，可能被其他工具改动过。",
    ),
    (
        "version",
        ("PRAGMA user_version = 6",),
        "数据表的结构（表、索引、触发器）与记录的不一致，可能被其他工具改动过。",
    ),
    (
        "applied migrations",
        ("DELETE FROM _sqlite_migrations WHERE id = 7",),
        "数据格式版本“7”按记录应当存在，数据表中却没有，可能已被删除。",
    ),
)
