"""Row-level edits with any SQLite tool, and what the check of the log says of each."""

# ruff: noqa: E501 -- statements are read best in one line

TAMPERS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (
        "points",
        (
            "UPDATE score_cell SET points = 6000 WHERE expert = 'P03' AND estate = 'C01-E01' AND criterion = '1.1'",
        ),
        "专家01对“朗悦花园”的评分表（第 1 版）中 1.1 项的得分与记录不符：分数现为“60 分”，按记录应为“55 分”。",
    ),
    (
        "points of a sealed sheet raised by one hundredth",
        (
            "UPDATE score_cell SET points = points + 1 WHERE expert = 'P04' AND estate = 'C01-E02' AND criterion = '2.1'",
        ),
        "专家02对“长城二花园”的评分表（第 1 版）中 2.1 项的得分与记录不符：分数现为“34.01 分”，按记录应为“34 分”。",
    ),
    (
        "reason of points",
        (
            "UPDATE score_cell SET reason = '另有说明' WHERE expert = 'P05' AND estate = 'C01-E01' AND criterion = '1.1'",
        ),
        "专家03对“朗悦花园”的评分表（第 1 版）中 1.1 项的得分与记录不符：理由现为“另有说明”，按记录应为“见材料”。",
    ),
    (
        "a row of points gone",
        (
            "DELETE FROM score_cell WHERE expert = 'P05' AND estate = 'C02-E01' AND criterion = '2.1'",
        ),
        "专家03对“凯旋会花园”的评分表（第 1 版）中 2.1 项的得分按记录应当存在，数据表中却没有，可能已被删除。",
    ),
    (
        "a row of points cloned",
        (
            "INSERT INTO score_cell SELECT 'P03', 'C02-E01', 1, criterion, points, reason, counts, pins FROM score_cell WHERE expert = 'P04' AND estate = 'C02-E01' AND criterion = '1.1'",
        ),
        "专家01对“凯旋会花园”的评分表（第 1 版）中 1.1 项的得分没有任何记录，可能是绕过程序加入的。",
    ),
    (
        "two experts swapped",
        (
            "UPDATE score_cell SET points = CASE expert WHEN 'P04' THEN 5100 ELSE 5000 END WHERE estate = 'C01-E02' AND criterion = '1.1' AND expert <> 'P03'",
        ),
        "专家02对“长城二花园”的评分表（第 1 版）中 1.1 项的得分与记录不符：分数现为“51 分”，按记录应为“50 分”。",
    ),
    (
        "a sheet opened again",
        ("UPDATE score_sheet SET status = 'DRAFT' WHERE expert = 'P03' AND estate = 'C01-E02'",),
        "专家01对“长城二花园”的评分表（第 1 版）与记录不符：状态现为“草稿”，按记录应为“已提交”。",
    ),
    (
        "digest of a sheet",
        (
            "UPDATE score_sheet SET digest = upper(digest) WHERE expert = 'P04' AND estate = 'C01-E01'",
        ),
        "专家02对“朗悦花园”的评分表（第 1 版）与记录不符：校验值被改动。",
    ),
    (
        "moment of submitting",
        (
            "UPDATE score_sheet SET submitted_at = '2025-09-10T08:00:00+00:00' WHERE expert = 'P05' AND estate = 'C01-E02'",
        ),
        "专家03对“长城二花园”的评分表（第 1 版）与记录不符：提交时间现为“2025-09-10 ",
    ),
    (
        "remark",
        ("UPDATE score_sheet SET remark = '加分' WHERE expert = 'P05' AND estate = 'C02-E01'",),
        "专家03对“凯旋会花园”的评分表（第 1 版）与记录不符：评语现为“加分”，按记录应为“空”。",
    ),
    (
        "abstention",
        (
            "UPDATE score_sheet SET abstain_reason = '不熟悉' WHERE expert = 'P04' AND estate = 'C02-E01'",
        ),
        "专家02对“凯旋会花园”的评分表（第 1 版）与记录不符：弃权理由现为“不熟悉”，按记录应为“空”。",
    ),
    (
        "version of materials",
        (
            "UPDATE score_sheet SET material_version = 2 WHERE expert = 'P04' AND estate = 'C01-E02'",
        ),
        "专家02对“长城二花园”的评分表（第 1 版）与记录不符：所依据的材料版次现为“2”，按记录应为“1”。",
    ),
    (
        "a sheet gone",
        ("DELETE FROM score_sheet WHERE expert = 'P05' AND estate = 'C01-E01'",),
        "专家03对“朗悦花园”的评分表（第 1 版）按记录应当存在，数据表中却没有，可能已被删除。",
    ),
    (
        "revision",
        (
            "PRAGMA foreign_keys = OFF",
            "UPDATE score_sheet SET revision = 2 WHERE expert = 'P03' AND estate = 'C01-E01'",
        ),
        "专家01对“朗悦花园”的评分表（第 1 版）按记录应当存在，数据表中却没有，可能已被删除。",
    ),
    (
        "signature",
        (
            "UPDATE sheet_signature SET signature = 'ab' || substr(signature, 3) WHERE expert = 'P03' AND estate = 'C01-E01'",
        ),
        "专家01对“朗悦花园”的评分表（第 1 版）的签名与记录不符：签名现为“",
    ),
    (
        "a signature gone",
        ("DELETE FROM sheet_signature WHERE expert = 'P04' AND estate = 'C02-E01'",),
        "专家02对“凯旋会花园”的评分表（第 1 版）的签名按记录应当存在，数据表中却没有，可能已被删除。",
    ),
    (
        "key of a signature",
        (
            "UPDATE sheet_signature SET fingerprint = (SELECT fingerprint FROM signing_key WHERE purpose = 'EVENT') WHERE expert = 'P05' AND estate = 'C02-E01'",
        ),
        "专家03对“凯旋会花园”的评分表（第 1 版）的签名与记录不符：密钥指纹现为，按记录应为。",
    ),
    (
        "certificate",
        (
            "UPDATE certificate SET body = replace(body, 'P04', 'P05') WHERE body LIKE '%\"person\":\"P04\"%'",
        ),
        "密钥的证书与记录不符：内容被改动。",
    ),
    (
        "a certificate gone",
        ('DELETE FROM certificate WHERE body LIKE \'%"person":"P05"%\'',),
        "证书按记录应当存在，数据表中却没有，可能已被删除。",
    ),
    (
        "public key",
        ("UPDATE signing_key SET public_key = upper(hex(public_key)) WHERE owner = 'P03'",),
        "专家01的公钥与记录不符：公钥现为“",
    ),
    (
        "owner of a key",
        ("UPDATE signing_key SET owner = 'P03' WHERE owner = 'P04'",),
        "专家02的公钥与记录不符：持有人现为“专家01”，按记录应为“专家02”。",
    ),
    (
        "a key brought back",
        (
            "UPDATE signing_key SET retired_at = '2025-09-10T09:00:00+00:00' WHERE purpose = 'EVENT'",
        ),
        "本轮评审的公钥与记录不符：停用时间现为“2025-09-",
    ),
    (
        "recusal gone",
        ("DELETE FROM recusal",),
        "回避“专家01/凯旋会花园”按记录应当存在，数据表中却没有，可能已被删除。",
    ),
    (
        "recusal withdrawn",
        ("UPDATE recusal SET status = 'WITHDRAWN'",),
        "回避“专家01/凯旋会花园”与记录不符：状态现为“撤销”，按记录应为“认定”。",
    ),
    (
        "reason of a recusal",
        ("UPDATE recusal SET decision_reason = '不成立'",),
        "回避“专家01/凯旋会花园”与记录不符：认定理由现为“不成立”，按记录应为“已核对户籍”。",
    ),
    (
        "who decided",
        ("UPDATE recusal SET decided_by = 'P03'",),
        "回避“专家01/凯旋会花园”与记录不符：认定人现为“专家01”，按记录应为“监督员”。",
    ),
    (
        "declaration",
        ("UPDATE declaration SET declared_at = '2025-09-01T09:00:00+00:00' WHERE expert = 'P04'",),
        "回避申报“专家02”与记录不符：申报时间现为“2025-",
    ),
    (
        "a declaration gone",
        ("DELETE FROM declaration WHERE expert = 'P05'",),
        "回避申报“专家03”按记录应当存在，数据表中却没有，可能已被删除。",
    ),
    (
        "tries of a PIN",
        ("UPDATE pin SET failed_tries = 9 WHERE person = 'P04'",),
        "PIN“专家02”与记录不符：输错次数现为“9”，按记录应为“0”。",
    ),
    (
        "hash of a PIN",
        (
            "UPDATE pin SET phc_hash = (SELECT phc_hash FROM pin WHERE person = 'P01') WHERE person = 'P05'",
        ),
        "PIN“专家03”与记录不符：PIN 校验值被改动。",
    ),
    (
        "who issued a PIN",
        ("UPDATE pin SET issued_by = '[]' WHERE person = 'P03'",),
        "PIN“专家01”与记录不符：发放人现为“空”，按记录应为“秘书”。",
    ),
    (
        "role",
        ("UPDATE person SET roles = '[\"EXPERT\",\"OBSERVER\"]' WHERE id = 'P04'",),
        "评审小组成员“专家02”与记录不符：身份现为“专家、监督员”，按记录应为“专家”。",
    ),
    (
        "name",
        ("UPDATE person SET name = '专家09' WHERE id = 'P05'",),
        "评审小组成员“专家03”与记录不符：姓名现为“专家09”，按记录应为“专家03”。",
    ),
    (
        "unit",
        ("UPDATE person SET unit = '别的单位' WHERE id = 'P03'",),
        "评审小组成员“专家01”与记录不符：单位现为“别的单位”，按记录应为“行业协会”。",
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
        "评审小组成员“监督员”按记录应当存在，数据表中却没有，可能已被删除。",
    ),
    (
        "phase",
        ("UPDATE review_round SET phase = 'FINAL'",),
        "评审设置与记录不符：阶段现为“定稿”，按记录应为“评分”。",
    ),
    (
        "mode",
        ("UPDATE review_round SET mode = 'FORMAL'",),
        "评审设置与记录不符：评审类别现为“正式”，按记录应为“演练”。",
    ),
    (
        "rules",
        (
            "UPDATE review_round SET rules = replace(rules, '\"nomination_quota\":1', '\"nomination_quota\":2')",
        ),
        "评审设置与记录不符：评审规则被改动。",
    ),
    (
        "title",
        ("UPDATE review_round SET title = '另一次评审'",),
        "评审设置与记录不符：评审名称现为“另一次评审”，按记录应为“2025年度玉林市‘美好家园’小区评审”。",
    ),
    (
        "rubric",
        ("UPDATE rubric SET body = replace(body, '60', '61')",),
        "评分标准与记录不符：内容被改动。",
    ),
    (
        "name of an estate",
        ("UPDATE estate SET name = '长城花园' WHERE id = 'C01-E02'",),
        "小区“长城二花园”与记录不符：名称现为“长城花园”，按记录应为“长城二花园”。",
    ),
    (
        "materials",
        ("UPDATE estate SET materials = '[]' WHERE id = 'C02-E01'",),
        "小区“凯旋会花园”与记录不符：材料被改动。",
    ),
    (
        "county of an estate",
        ("UPDATE estate SET county = 'C02' WHERE id = 'C01-E01'",),
        "小区“朗悦花园”与记录不符：县（市、区）现为“福绵区”，按记录应为“玉州区”。",
    ),
    (
        "county",
        ("UPDATE county SET name = '北流市' WHERE id = 'C02'",),
        "县（市、区）“福绵区”与记录不符：名称现为“北流市”，按记录应为“福绵区”。",
    ),
    (
        "digest of a submission",
        ("UPDATE submission SET digest = substr(digest, 2) || '0' WHERE county = 'C01'",),
        "报送材料“玉州区，第 1 版”与记录不符：校验值现为“",
    ),
    (
        "moment of a submission",
        ("UPDATE submission SET received_at = '2025-09-01T09:00:00+00:00' WHERE county = 'C02'",),
        "报送材料“福绵区，第 1 版”与记录不符：接收时间现为“2025-",
    ),
    ("pack", ("UPDATE pack_out SET digest = 'x'",), "评审包发放“1”与记录不符：校验值现为“"),
    (
        "state of a bundle",
        ("UPDATE bundle_in SET state = 'SET_ASIDE' WHERE expert = 'P04'",),
        "评分包接收与记录不符：状态现为“不计入”，按记录应为“已拆封”。",
    ),
    (
        "a bundle gone",
        ("DELETE FROM bundle_in WHERE expert = 'P05'",),
        "评分包接收按记录应当存在，数据表中却没有，可能已被删除。",
    ),
    (
        "an absence entered",
        ("INSERT INTO absence VALUES ('P04', '请假', 'P01', '2025-09-10T09:00:00+00:00')",),
        "缺席说明“专家02”没有任何记录，可能是绕过程序加入的。",
    ),
    (
        "a veto entered",
        (
            "INSERT INTO veto VALUES ('C01-E01', '安全事故', '2025-05-01', '通报', 'P03', '2025-09-10T09:00:00+00:00')",
        ),
        "一票否决“朗悦花园/安全事故”没有任何记录，可能是绕过程序加入的。",
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
        "系数和扣分“朗悦花园/1”没有任何记录，可能是绕过程序加入的。",
    ),
    (
        "body of an event",
        (
            "UPDATE event SET body = replace(body, '5500', '5400') WHERE seq = (SELECT min(seq) FROM event WHERE body LIKE '%5500%')",
        ),
        "第 29 号记录（评分 专家01/朗悦花园/1，专家01）的内容与它的校验值不符，内容已被改动。",
    ),
    (
        "hash of an event",
        ("UPDATE event SET hash = upper(hash) WHERE seq = 20",),
        "第 20 号记录（登录 秘书，秘书）的内容与它的校验值不符，内容已被改动。",
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
        "第 48 号记录（拆封评分包，秘书）的内容与它的校验值不符，内容已被改动。",
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
        "数据格式版本按记录应当存在，数据表中却没有，可能已被删除。",
    ),
)
